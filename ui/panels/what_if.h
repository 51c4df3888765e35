// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"
#include "ui/panels/scenario_controls.h"
#include "ui/panels/what_if_card.h"

#include <QObject>

#include <optional>

namespace ui {

class Document;

// What is wished after asking for a number; empty: it changes nothing, so it is not possible.
[[nodiscard]] std::optional<core::Wish> possibleWish(const Document &document,
                                                     core::Setting setting, std::int64_t value,
                                                     bool holdsSplit = false);

// Asks the document for one number and reports what gave way to it, from the first move of its
// control until something else is done.
class WhatIf : public QObject
{
    Q_OBJECT

public:
    struct Moved
    {
        core::Setting setting;
        core::Scenario before;
        std::optional<double> idle; // share of the step, where the step was known
    };

    explicit WhatIf(Document &document, QObject *parent = nullptr);

    // Where it is shown; the column that it is added to owns it.
    [[nodiscard]] WhatIfCard *card() { return m_card; }
    [[nodiscard]] const std::optional<Moved> &moved() const { return m_moved; }
    // From now on, whatever else is asked for.
    void holdSplit(bool holds) { m_holdsSplit = holds; }
    // Whether the work is split in another way than before, though another control was moved.
    [[nodiscard]] bool splitsAnew() const;
    // During a drag the stops stay the same; settings that gave way have room for their former
    // values.
    [[nodiscard]] ValueScale scaleOf(const SliderSpec &spec, const ControlContext &now) const;
    [[nodiscard]] QString undoText() const { return m_undoText; }

    void ask(core::Setting setting, std::int64_t value, const QString &text,
             const QString &mergeKey = {});
    void split(core::Strategy strategy, const QString &title);
    void follow(core::BatchPart part);
    // A number was not taken.
    void refuse(const QString &why);
    void endRefusal();
    void tell();
    // Asleep it does not follow the document; awake it tells at once.
    void setAwake(bool awake);

Q_SIGNALS:
    void told();

private:
    [[nodiscard]] std::optional<double> idleNow() const;
    void tellQuietly();

    Document &m_document;
    WhatIfCard *m_card;
    std::optional<Moved> m_moved;
    bool m_asks = false; // the change that the document announces comes from here
    bool m_awake = true;
    bool m_refuses = false;
    bool m_holdsSplit = false;
    QString m_undoText;
};

} // namespace ui
