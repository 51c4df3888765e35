// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/mystery.h"

#include <QObject>
#include <QSet>
#include <QString>

#include <optional>

namespace ui {

class Document;

// A mystery box in the document: a set-up with one fault that is hidden until it is named, and then
// is to be repaired. When the box is left, or undone, the scenario from before is back.
class MysteryBox : public QObject
{
    Q_OBJECT

public:
    enum class State { Closed, Naming, Repairing, Repaired };

    // Boxes have numbers from 1 to this.
    static constexpr std::uint64_t kHighestSeed = 999'999;
    // What was typed as one; nothing: it is none.
    [[nodiscard]] static std::optional<std::uint64_t> seedFrom(const QString &text);

    explicit MysteryBox(Document &document, QObject *parent = nullptr);

    ~MysteryBox() override;

    void open(std::uint64_t seed);
    void name(core::MysteryFault fault); // rightly or wrongly
    void tell();                         // what it is, without having named it
    void leave();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] std::uint64_t seed() const { return m_mystery.seed; }
    [[nodiscard]] const QSet<int> &wrong() const { return m_wrong; } // what it was said to be
    [[nodiscard]] bool wasTold() const { return m_wasTold; }
    // What can be seen of it before it is named: "A step takes 0.15 s."
    [[nodiscard]] QString seen() const;
    // Once it is named.
    [[nodiscard]] core::MysteryFault fault() const { return m_mystery.fault; }
    [[nodiscard]] QString clue() const;
    [[nodiscard]] QString goal() const;
    [[nodiscard]] QString now() const; // of the newest result

Q_SIGNALS:
    void changed();
    void left(); // it is closed, and the scenario is another

private:
    void reveal();
    void close();
    void followScenario();
    void followResult();

    Document &m_document;
    State m_state = State::Closed;
    core::Mystery m_mystery;
    core::SnapshotPtr m_faulty;
    core::SnapshotPtr m_healthy;
    QSet<int> m_wrong;
    bool m_wasTold = false;
    int m_before = 0;          // where the undo stack stood
    bool m_isChanging = false; // the scenario, by ourselves
};

} // namespace ui
