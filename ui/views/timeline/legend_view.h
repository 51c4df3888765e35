// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/snapshot.h"
#include "ui/paint/legend.h"

#include <QWidget>

namespace ui {

// The kinds of work that occur in the step, in one line, right-aligned: beside the tabs.
class LegendView : public QWidget
{
    Q_OBJECT

public:
    explicit LegendView(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    // Whether the line of the ideal finish is among the entries; bars of shares have none.
    void showIdealFinish(bool show);

public Q_SLOTS:
    void setSnapshot(const core::SnapshotPtr &snapshot);
    void setLook(const Look &look);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] QList<LegendEntry> shownEntries() const;

    Look m_look;
    QList<LegendEntry> m_entries;
    bool m_idealFinish = true;
};

} // namespace ui
