// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/pinned.h"

#include <QUndoCommand>

#include <utility>

namespace ui {

// The part of an exchange that is not the document's.
class PinCommand : public QUndoCommand
{
public:
    PinCommand(Pinned &pinned, Pinned::Held after)
        : m_pinned(pinned), m_before(pinned.m_held), m_after(std::move(after))
    {}

    void undo() override { m_pinned.set(m_before); }
    void redo() override { m_pinned.set(m_after); }

private:
    Pinned &m_pinned;
    std::optional<Pinned::Held> m_before;
    Pinned::Held m_after;
};

Pinned::Pinned(Document &document, QObject *parent) : QObject(parent), m_document(document) {}

core::RunPtr Pinned::run() const
{
    return m_recording ? core::RunPtr(m_recording) : core::RunPtr(snapshot());
}

core::SnapshotPtr Pinned::snapshot() const
{
    return m_held ? m_held->result.snapshot : nullptr;
}

std::optional<core::Scenario> Pinned::scenario() const
{
    return m_held ? std::optional(m_held->setup.scenario) : std::nullopt;
}

void Pinned::setPace(core::Pace pace)
{
    if (pace == m_pace)
        return;
    m_pace = pace;
    Q_EMIT paceChanged();
}

void Pinned::set(std::optional<Held> held)
{
    m_held = std::move(held);
    m_recording.reset();
    Q_EMIT changed();
}

// What is seen: the result may lag behind the scenario, and then it has its own.
Pinned::Held Pinned::shown() const
{
    const core::SnapshotPtr &snapshot = m_document.snapshot();
    if (snapshot->scenario == m_document.scenario())
        return {m_document.setup(), m_document.result()};
    return {{core::wishFor(snapshot->scenario), snapshot->scenario}, m_document.result()};
}

void Pinned::pin()
{
    if (canPin())
        set(shown());
}

void Pinned::hold(const core::RunPtr &run)
{
    if (run.recording) {
        m_held.reset();
        m_recording = run.recording;
        Q_EMIT changed();
    } else if (run.snapshot) {
        const core::Scenario &scenario = run.snapshot->scenario;
        set(Held{{core::wishFor(scenario), scenario}, {run.snapshot}});
    }
}

void Pinned::unpin()
{
    if (run())
        set({});
}

// Its result is there already: nobody waits for it.
void Pinned::restore(const Held &held, const QString &text)
{
    m_document.endMerge();
    m_document.edit(held.setup, text);
    m_document.setResult(held.result.snapshot);
    if (held.result.ideas)
        m_document.setIdeas(*held.result.ideas);
    if (held.result.remedies)
        m_document.setRemedies(*held.result.remedies);
}

void Pinned::swap()
{
    if (!m_held || !canPin() || m_held->setup.scenario == m_document.scenario())
        return;
    const Held before = *m_held;
    const QString text = tr("swap A and B");
    m_document.undoStack().beginMacro(text);
    m_document.undoStack().push(new PinCommand(*this, shown()));
    restore(before, text);
    m_document.undoStack().endMacro();
}

void Pinned::copyToDocument()
{
    if (m_held && !(m_held->setup.scenario == m_document.scenario()))
        restore(*m_held, tr("copy A to B"));
}

} // namespace ui
