// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/mystery_mode.h"

#include "ui/document/document.h"
#include "ui/modes/explore_mode.h"
#include "ui/modes/mode_key.h"
#include "ui/modes/mystery_panel.h"
#include "ui/playback/playback.h"

#include <QRandomGenerator>
#include <QStyle>

namespace ui {

namespace {

constexpr int kShortSeeds = 1000; // to be called out in a class room

using State = MysteryBox::State;

} // namespace

MysteryMode::MysteryMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_box(context.document), m_from(QStringLiteral("explore")),
      m_scene(new ExploreMode(context, this)), m_panel(new MysteryPanel(m_box, this))
{
    m_scene->showLeftPanel(false);
    connectScene();
    addKeys();
    offer(static_cast<std::uint64_t>(QRandomGenerator::global()->bounded(1, kShortSeeds)));
    connect(m_panel, &MysteryPanel::leaveRequested, &m_box, &MysteryBox::leave);
    connect(&m_box, &MysteryBox::changed, this, &MysteryMode::renew);
    connect(&m_box, &MysteryBox::left, this, &MysteryMode::leave);
    connect(&context.document, &Document::snapshotChanged, this, &MysteryMode::startOver);
}

// What names a fault is not asked for before that is named.
void MysteryMode::connectScene()
{
    const auto isTold = [this] { return !keepsSecret(); };
    connect(m_scene, &Mode::inspectorRequested, this, &Mode::inspectorRequested);
    connect(m_scene, &Mode::assumptionsRequested, this, [this, isTold] {
        if (isTold())
            Q_EMIT assumptionsRequested();
    });
    connect(m_scene, &Mode::deviceMenuRequested, this, [this, isTold](int device, QPoint at) {
        if (isTold())
            Q_EMIT deviceMenuRequested(device, at);
    });
    connect(m_scene, &Mode::linkMenuRequested, this, [this, isTold](int from, int to, QPoint at) {
        if (isTold())
            Q_EMIT linkMenuRequested(from, to, at);
    });
    connect(m_scene, &Mode::timelineMenuRequested, this, &Mode::timelineMenuRequested);
    connect(m_scene, &Mode::marksChanged, this, &Mode::marksChanged);
    connect(m_scene, &Mode::timelineOptionsChanged, this, &Mode::timelineOptionsChanged);
    connect(m_scene, &Mode::leftPanelShown, this, &Mode::leftPanelShown);
    connect(m_scene, &Mode::shownChanged, this, &Mode::shownChanged);
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
    const core::SnapshotPtr snapshot = m_scene->shown();
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
        m_scene->setGuarded(state == State::Naming);
        // Controls to repair it with; before, there are none that would show what is set.
        if (state != State::Repaired)
            m_scene->showLeftPanel(state == State::Repairing);
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
    m_scene->setCovered(keepsSecret() && !snapshot->metrics.fits);
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

void MysteryMode::present(const Look &look)
{
    m_presents = true;
    m_panel->setPresented(true);
    m_panel->setLook(look);
}

void MysteryMode::endPresenting()
{
    m_presents = false;
    m_panel->setParent(this);
    m_panel->setPresented(false);
    m_panel->setLook(m_look);
    m_panel->show();
    place();
}

QStringList MysteryMode::withoutActions() const
{
    if (!keepsSecret())
        return {};
    return {QStringLiteral("advice"),         QStringLiteral("export"),
            QStringLiteral("critical-path"),  QStringLiteral("assumptions"),
            QStringLiteral("left-panel"),     QStringLiteral("copy-scenario"),
            QStringLiteral("save"),           QStringLiteral("save-as"),
            QStringLiteral("export-schedule")};
}

void MysteryMode::leave()
{
    if (isAwake())
        Q_EMIT modeRequested(m_from);
}

void MysteryMode::wake()
{
    m_scene->setAwake(true);
    renew();
    startOver();
}

// The box is not left open where nobody sees what is asked.
void MysteryMode::sleep()
{
    m_box.leave();
    m_scene->setCovered(false);
    m_scene->setAwake(false);
}

void MysteryMode::setLook(const Look &look)
{
    m_look = look;
    m_scene->setLook(look);
    if (!m_presents)
        m_panel->setLook(look);
    place();
}

QList<QWidget *> MysteryMode::panes() const
{
    QList<QWidget *> panes = m_scene->panes();
    panes.append(m_panel);
    return panes;
}

void MysteryMode::focusMain()
{
    m_panel->focusMain();
}

QList<ChoiceItem> MysteryMode::tabs() const
{
    return m_scene->tabs();
}

void MysteryMode::showTab(const QString &id)
{
    m_scene->showTab(id);
}

bool MysteryMode::showsLeftPanel() const
{
    return m_scene->showsLeftPanel();
}

void MysteryMode::showLeftPanel(bool show)
{
    m_scene->showLeftPanel(show && !keepsSecret());
}

void MysteryMode::toggleFollow()
{
    m_scene->toggleFollow();
}

std::optional<TimePart> MysteryMode::shownPart() const
{
    return m_scene->shownPart();
}

TimelineView *MysteryMode::timeline() const
{
    return m_scene->timeline();
}

TimelineOptions MysteryMode::timelineOptions() const
{
    return m_scene->timelineOptions();
}

void MysteryMode::setTimelineOptions(const TimelineOptions &options)
{
    m_scene->setTimelineOptions(options);
}

void MysteryMode::changeDetail(int by)
{
    m_scene->changeDetail(by);
}

void MysteryMode::fitDetail()
{
    m_scene->fitDetail();
}

QString MysteryMode::describe() const
{
    return shown() ? m_scene->describe() : QString();
}

void MysteryMode::resetLayout()
{
    m_scene->resetLayout();
    m_scene->showLeftPanel(m_box.state() == State::Repairing);
}

void MysteryMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

void MysteryMode::place()
{
    const int panel = std::min(m_panel->sizeHint().width(), width() / 2);
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_scene, {0, 0, width() - panel, height()});
    if (!m_presents)
        put(m_panel, {width() - panel, 0, panel, height()});
}

} // namespace ui
