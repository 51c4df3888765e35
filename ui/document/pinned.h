// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/paired_steps.h"
#include "core/analysis/recording.h"
#include "ui/document/document.h"

#include <QObject>

#include <optional>

namespace ui {

// A set-up with its result, or a run that was recorded, that is held fast, as A, while the
// document, B, is worked on.
class Pinned : public QObject
{
    Q_OBJECT

public:
    struct Held
    {
        Document::Setup setup;
        StepResult result; // has a snapshot
    };

    explicit Pinned(Document &document, QObject *parent = nullptr);

    [[nodiscard]] const std::optional<Held> &held() const { return m_held; }
    [[nodiscard]] core::RunPtr run() const;           // empty: nothing is pinned
    [[nodiscard]] core::SnapshotPtr snapshot() const; // null: nothing is pinned that was simulated
    [[nodiscard]] std::optional<core::Scenario> scenario() const;
    // How A and B go on beside each other.
    [[nodiscard]] core::Pace pace() const { return m_pace; }
    void setPace(core::Pace pace);

    [[nodiscard]] bool canPin() const { return m_document.snapshot() != nullptr; }
    // What the document shows; in place of what was pinned.
    void pin();
    void hold(const core::RunPtr &run); // a recorded one cannot be swapped or copied
    void unpin();
    // One undo step: A becomes what is worked on, and the other way round.
    void swap();
    // The document becomes as A is.
    void copyToDocument();

Q_SIGNALS:
    void changed(); // another A, or none
    void paceChanged();

private:
    friend class PinCommand;
    void set(std::optional<Held> held);
    [[nodiscard]] Held shown() const;
    void restore(const Held &held, const QString &text);

    Document &m_document;
    std::optional<Held> m_held;
    core::RecordingPtr m_recording; // in its place
    core::Pace m_pace = core::Pace::ClockTime;
};

} // namespace ui
