// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/guided_mode.h"

#include "ui/modes/explore_mode.h"
#include "ui/modes/guide_panel.h"

#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kLeastPanel = 320; // logical, where that is no more than half

} // namespace

GuidedMode::GuidedMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_scene(new ExploreMode(context, this))
{
    m_scene->showLeftPanel(false);
    connectScene();
}

// What names a fault is not asked for while a fault is a secret.
void GuidedMode::connectScene()
{
    connect(m_scene, &Mode::inspectorRequested, this, [this](int device) {
        if (!isCovered())
            Q_EMIT inspectorRequested(device);
    });
    connect(m_scene, &Mode::assumptionsRequested, this, [this] {
        if (!keepsSecret())
            Q_EMIT assumptionsRequested();
    });
    connect(m_scene, &Mode::deviceMenuRequested, this, [this](int device, QPoint at) {
        if (mayBreak())
            Q_EMIT deviceMenuRequested(device, at);
    });
    connect(m_scene, &Mode::linkMenuRequested, this, [this](int from, int to, QPoint at) {
        if (mayBreak())
            Q_EMIT linkMenuRequested(from, to, at);
    });
    connect(m_scene, &Mode::timelineMenuRequested, this, &Mode::timelineMenuRequested);
    connect(m_scene, &Mode::marksChanged, this, &Mode::marksChanged);
    connect(m_scene, &Mode::timelineOptionsChanged, this, &Mode::timelineOptionsChanged);
    connect(m_scene, &Mode::leftPanelShown, this, &Mode::leftPanelShown);
    connect(m_scene, &Mode::shownChanged, this, &Mode::shownChanged);
    connect(m_scene, &Mode::modeRequested, this, &Mode::modeRequested);
}

void GuidedMode::setLook(const Look &look)
{
    m_look = look;
    m_scene->setLook(look);
    if (m_panel->parentWidget() == this)
        m_panel->setLook(look);
    place();
}

void GuidedMode::present(const Look &look)
{
    m_panel->setPresented(true);
    m_panel->setLook(look);
}

void GuidedMode::endPresenting()
{
    m_panel->setParent(this);
    m_panel->setPresented(false);
    m_panel->setLook(m_look);
    m_panel->show();
    place();
}

QList<QWidget *> GuidedMode::panes() const
{
    QList<QWidget *> panes = m_scene->panes();
    panes.append(m_panel);
    return panes;
}

void GuidedMode::focusMain()
{
    m_panel->focusMain();
}

QList<ChoiceItem> GuidedMode::tabs() const
{
    return m_scene->tabs();
}

void GuidedMode::showTab(const QString &id)
{
    m_scene->showTab(id);
}

bool GuidedMode::showsLeftPanel() const
{
    return m_scene->showsLeftPanel();
}

void GuidedMode::showLeftPanel(bool show)
{
    m_scene->showLeftPanel(show);
}

void GuidedMode::toggleFollow()
{
    m_scene->toggleFollow();
}

std::optional<TimePart> GuidedMode::shownPart() const
{
    return m_scene->shownPart();
}

TimelineView *GuidedMode::timeline() const
{
    return isCovered() ? nullptr : m_scene->timeline();
}

TimelineOptions GuidedMode::timelineOptions() const
{
    return m_scene->timelineOptions();
}

void GuidedMode::setTimelineOptions(const TimelineOptions &options)
{
    m_scene->setTimelineOptions(options);
}

void GuidedMode::changeDetail(int by)
{
    m_scene->changeDetail(by);
}

void GuidedMode::fitDetail()
{
    m_scene->fitDetail();
}

void GuidedMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

void GuidedMode::place()
{
    // In a small window the scene gets the larger part, as long as the panel can be read.
    const int least = std::min(m_look.ipx(kLeastPanel), width() / 2);
    const int panel = std::min(std::max(width() * 2 / 5, least), m_panel->sizeHint().width());
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    put(m_scene, {0, 0, width() - panel, height()});
    if (m_panel->parentWidget() == this)
        put(m_panel, {width() - panel, 0, panel, height()});
}

} // namespace ui
