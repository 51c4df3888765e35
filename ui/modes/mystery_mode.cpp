// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/mystery_mode.h"

#include "ui/document/document.h"
#include "ui/modes/explore_mode.h"
#include "ui/modes/mode_key.h"
#include "ui/modes/mystery_panel.h"
#include "ui/playback/playback.h"

#include <QRandomGenerator>

namespace ui {

namespace {

constexpr int kShortSeeds = 1000; // to be called out in a class room

using State = MysteryBox::State;

} // namespace

MysteryMode::MysteryMode(const ModeContext &context, QWidget *parent)
    : GuidedMode(context, parent), m_box(context.document), m_from(QStringLiteral("explore")),
      m_panel(new MysteryPanel(m_box, this))
{
    setPanel(*m_panel);
    addKeys();
    offer(static_cast<std::uint64_t>(QRandomGenerator::global()->bounded(1, kShortSeeds)));
    connect(m_panel, &MysteryPanel::leaveRequested, &m_box, &MysteryBox::leave);
    connect(&m_box, &MysteryBox::changed, this, &MysteryMode::renew);
    connect(&m_box, &MysteryBox::left, this, &MysteryMode::leave);
    connect(&context.document, &Document::snapshotChanged, this, &MysteryMode::startOver);
}

void MysteryMode::addKeys()
{
    for (int i = 0; i < core::kMysteryFaultCount; ++i)
        addModeKey(*this, QKeySequence(Qt::Key_1 + i), [this, i] { choose(i); });
}

void MysteryMode::offer(std::uint64_t seed)
{
    m_panel->offer(seed);
}

bool MysteryMode::keepsSecret() const
{
    return m_box.state() == State::Naming;
}

// The tanks of a model that does not fit say why.
core::SnapshotPtr MysteryMode::shown() const
{
    const core::SnapshotPtr snapshot = scene().shown();
    return keepsSecret() && snapshot && !snapshot->metrics.fits ? nullptr : snapshot;
}

bool MysteryMode::choose(int option)
{
    const bool asks = keepsSecret();
    if (asks)
        m_panel->choose(option);
    return asks;
}

void MysteryMode::renew()
{
    const State state = m_box.state();
    if (std::exchange(m_shownState, state) != state) {
        m_startsOver = state == State::Naming;
        scene().setGuarded(state == State::Naming);
        // Controls to repair it with; before, there are none that would show what is set.
        if (state != State::Repaired)
            scene().showLeftPanel(state == State::Repairing);
        if (state == State::Naming && timelineOptions().criticalPath)
            setTimelineOptions({});
        if (isAwake())
            m_panel->focusMain();
        place();
        Q_EMIT coveredChanged();
    }
    Q_EMIT presentedChanged();
}

// Of a model that does not fit the remedies would tell, and so would its tanks.
void MysteryMode::startOver()
{
    const core::SnapshotPtr &snapshot = document().snapshot();
    if (!isAwake() || !snapshot || !(snapshot->scenario == document().scenario()))
        return;
    scene().setCovered(keepsSecret() && !snapshot->metrics.fits);
    if (std::exchange(m_startsOver, false)) {
        playback().pause();
        playback().seekShare(kStartShare);
    }
}

Presented MysteryMode::presented() const
{
    const bool naming = keepsSecret();
    return {.title = naming ? tr("What is wrong here?") : tr("Mystery box"),
            .progress = m_box.state() == State::Closed ? QString() : tr("Box %1").arg(m_box.seed()),
            .notes = naming ? tr("Works best in pairs: one looks at the timeline, one at the "
                                 "network. Ask for the evidence before the diagnosis.")
                            : m_box.goal(),
            .panel = m_panel,
            .place = Presented::Place::Beside,
            .hasControls = m_box.state() == State::Repairing};
}

QStringList MysteryMode::withoutActions() const
{
    if (!keepsSecret())
        return {};
    return {QStringLiteral("advice"),
            QStringLiteral("export"),
            QStringLiteral("critical-path"),
            QStringLiteral("assumptions"),
            QStringLiteral("left-panel"),
            QStringLiteral("copy-scenario"),
            QStringLiteral("save"),
            QStringLiteral("save-as"),
            QStringLiteral("export-schedule"),
            QStringLiteral("export-costs")};
}

void MysteryMode::leave()
{
    if (isAwake())
        Q_EMIT modeRequested(m_from);
}

void MysteryMode::wake()
{
    scene().setAwake(true);
    renew();
    startOver();
}

// The box is not left open where nobody sees what is asked.
void MysteryMode::sleep()
{
    m_box.leave();
    scene().setCovered(false);
    scene().setAwake(false);
}

void MysteryMode::showLeftPanel(bool show)
{
    scene().showLeftPanel(show && !keepsSecret());
}

QString MysteryMode::describe() const
{
    return shown() ? scene().describe() : QString();
}

void MysteryMode::resetLayout()
{
    scene().resetLayout();
    scene().showLeftPanel(m_box.state() == State::Repairing);
}

} // namespace ui
