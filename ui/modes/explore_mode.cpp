// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/explore_mode.h"

#include "ui/controls/scroll_bar.h"
#include "ui/document/pinned.h"
#include "ui/modes/background_views.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/kpi_strip.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/right_pane.h"
#include "ui/playback/playback.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QApplication>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui {
namespace {

constexpr double kMargin = 14;
constexpr double kTop = 10;
constexpr double kCloseTop = 5;
constexpr double kGap = 7;
constexpr double kWithRightPane = 1450; // logical pixels, of the whole mode
constexpr double kLowestScene = 110;    // a row of small cards
// Below it the headline numbers shrink to one line: scene and timeline stay visible together.
constexpr double kWithHighKpis = 400;
constexpr double kWithTwoRowsOfKpis = 560;
// At a large zoom on a small screen everything scrolls, including the headline numbers, and the
// scrolled area is high enough for whole cards and four timeline rows.
constexpr double kWithFixedKpis = 328;
constexpr double kScrolledScene = 190;
constexpr double kScrolledLower = 168;
constexpr int kSceneShare = 58;

QString key(const char *name)
{
    return QStringLiteral("explore/") + QLatin1String(name);
}

} // namespace

ExploreMode::ExploreMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_controls(new ControlPanel(context.document, this)),
      m_leftPanel(*this, *m_controls), m_kpis(new KpiStrip(this)), m_scroll(new QScrollArea(this)),
      m_bar(new ScrollBar(Qt::Vertical)), m_column(new QVBoxLayout),
      m_splitter(new QSplitter(Qt::Vertical)), m_scene(new SceneView),
      m_lower(new LowerPane(context.document, context.playback)),
      m_covers(*this, *m_splitter, *m_scene, *m_lower)
{
    m_splitter->addWidget(m_scene);
    m_splitter->addWidget(m_lower);
    m_splitter->setChildrenCollapsible(false);
    auto *column = new QWidget;
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->addWidget(m_splitter, 1);
    column->setLayout(m_column);
    resetLayout();
    // At a large zoom the two panes keep their minimum heights and scroll.
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setVerticalScrollBar(m_bar);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(column);
    column->setMinimumWidth(1); // never wider than what is seen of it, which nothing moves across
    m_scroll->viewport()->setAutoFillBackground(false);
    column->setAutoFillBackground(false);

    Document &document = context.document;
    connect(&document, &Document::snapshotChanged, this, &ExploreMode::showSnapshot);
    connect(&document, &Document::selectionChanged, this, &ExploreMode::showSelection);
    connect(&context.playback, &Playback::moved, this, &ExploreMode::showMoment);
    connect(&pinned(), &Pinned::changed, this, &ExploreMode::showPinned);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now != nullptr && m_scroll->widget()->isAncestorOf(now))
            m_scroll->ensureWidgetVisible(now, 0, 0);
    });
    connect(m_kpis, &KpiStrip::bubbleClicked, this, &Mode::nextBubble);
    connect(m_kpis, &KpiStrip::stepClicked, this, &Mode::assumptionsRequested);
    connect(m_scene, &SceneView::deviceSelected, &document, &Document::select);
    connect(m_scene, &SceneView::deviceActivated, this, &Mode::inspectorRequested);
    connect(m_scene, &SceneView::deviceMenuRequested, this, &Mode::deviceMenuRequested);
    connect(m_scene, &SceneView::linkMenuRequested, this, &Mode::linkMenuRequested);
    passTimeline(m_lower->timeline());
    workInBackground(*m_lower);
    followChildren(false);
}

void ExploreMode::wake()
{
    followChildren(true);
    showPinned();
    showSnapshot();
}

void ExploreMode::showPinned()
{
    if (!isAwake())
        return;
    const bool counts = pinned().snapshot() != m_leftOut.lock();
    m_kpis->setAgainst(counts && !m_isGuarded ? pinned().snapshot() : nullptr);
    m_controls->setPinned(counts ? pinned().scenario() : std::nullopt);
}

void ExploreMode::sleep()
{
    playback().pause();
    followChildren(false);
}

// Parts that follow the document by themselves.
void ExploreMode::followChildren(bool follow)
{
    m_controls->setAwake(follow);
    m_lower->setAwake(follow);
    if (m_right != nullptr)
        m_right->setAwake(follow);
}

void ExploreMode::showSnapshot()
{
    if (!isAwake())
        return;
    const core::SnapshotPtr &snapshot = document().snapshot();
    m_kpis->setSnapshot(snapshot);
    coverScene();
    m_lower->setSnapshot(snapshot);
    if (m_right != nullptr)
        m_right->setSnapshot(snapshot);
    showSelection();
    showMoment();
    Q_EMIT shownChanged();
}

void ExploreMode::coverScene()
{
    const core::SnapshotPtr &snapshot = document().snapshot();
    const bool tells = m_covers.leavesScene(snapshot);
    m_scene->setSnapshot(tells ? snapshot : nullptr);
    m_covers.coverScene(!tells);
}

void ExploreMode::showMoment()
{
    if (!isAwake())
        return;
    const core::Nanos moment = playback().moment();
    m_scene->setMoment(moment);
    m_lower->setMoment(moment);
    if (m_right != nullptr && m_right->isVisibleTo(this))
        m_right->setMoment(moment);
}

void ExploreMode::showSelection()
{
    if (!isAwake())
        return;
    const std::optional<int> device = document().shownDevice();
    m_scene->setSelectedDevice(device);
    m_lower->setSelectedDevice(device);
    if (m_right != nullptr)
        m_right->setSelectedDevice(device);
}

QList<QWidget *> ExploreMode::panes() const
{
    return {m_controls, m_scene, m_lower->currentView()};
}

void ExploreMode::focusMain()
{
    m_scene->setFocus(Qt::OtherFocusReason);
}

QList<ChoiceItem> ExploreMode::tabs() const
{
    return m_lower->tabs();
}

void ExploreMode::showTab(const QString &id)
{
    m_lower->showTab(id);
}

std::optional<TimePart> ExploreMode::shownPart() const
{
    return m_lower->shownPart();
}

TimelineView *ExploreMode::timeline() const
{
    return &m_lower->timeline();
}

void ExploreMode::toggleFollow()
{
    showTab(QStringLiteral("timeline"));
    m_lower->timeline().toggleFollow();
}

void ExploreMode::setTimelineOptions(const TimelineOptions &options)
{
    if (options == m_timelineOptions)
        return;
    m_timelineOptions = options;
    if (options.bubble || options.criticalPath)
        showTab(QStringLiteral("timeline"));
    m_kpis->setBubble(options.bubble.value_or(core::BubbleDefinition::IdleOverStep));
    m_lower->setTimelineOptions(options);
    Q_EMIT timelineOptionsChanged();
}

void ExploreMode::hideHeadline()
{
    m_hasHeadline = false;
    m_kpis->hide();
    place();
}

void ExploreMode::setGuarded(bool guarded)
{
    if (std::exchange(m_isGuarded, guarded) == guarded)
        return;
    showPinned();
    place();
}

void ExploreMode::setTellsRemedies(bool tells)
{
    m_lower->setTellsRemedies(tells);
}

void ExploreMode::setCovered(bool covered, bool withScene)
{
    m_covers.cover(covered, withScene);
    m_scene->setTells(!covered);
    m_kpis->setVisible(!covered && m_hasHeadline);
    place();
    coverScene();
}

SpotlightPlaces ExploreMode::places() const
{
    return {*this, *m_scene, *m_kpis, *m_lower, m_controls};
}

void ExploreMode::changeDetail(int by)
{
    m_scene->changeDetail(by);
}

void ExploreMode::fitDetail()
{
    m_scene->setDetail({});
}

QString ExploreMode::describe() const
{
    return m_scene->describe();
}

Standing ExploreMode::standing() const
{
    return {document().snapshot(), [tab = m_lower->currentTab(), sizes = m_splitter->saveState(),
                                    panel = m_leftPanel.isWanted(), marks = m_timelineOptions,
                                    device = document().selectedDevice()](Mode &fresh) {
                auto &mode = static_cast<ExploreMode &>(fresh);
                mode.setTimelineOptions(marks);
                mode.showTab(tab);
                mode.m_splitter->restoreState(sizes);
                mode.m_leftPanel.setWanted(panel);
                mode.document().select(device);
                mode.place();
            }};
}

void ExploreMode::resetLayout()
{
    m_splitter->setStretchFactor(0, kSceneShare);
    m_splitter->setStretchFactor(1, 100 - kSceneShare);
    const int whole = std::max(1000, m_splitter->height());
    m_splitter->setSizes({whole * kSceneShare / 100, whole * (100 - kSceneShare) / 100});
    m_leftPanel.reset();
    place();
    fitDetail();
}

void ExploreMode::saveState(QSettings &settings) const
{
    settings.setValue(key("tab"), m_lower->currentTab());
    settings.setValue(key("splitter"), m_splitter->saveState());
    settings.setValue(key("left_panel"), m_leftPanel.isWanted());
}

void ExploreMode::restoreState(const QSettings &settings)
{
    showTab(settings.value(key("tab")).toString());
    m_splitter->restoreState(settings.value(key("splitter")).toByteArray());
    m_leftPanel.setWanted(settings.value(key("left_panel"), true).toBool());
    place();
}

void ExploreMode::setLook(const Look &look)
{
    m_look = look;
    m_controls->setLook(look);
    m_leftPanel.setLook(look);
    m_kpis->setLook(look);
    m_bar->setLook(look);
    m_scene->setLook(look);
    m_lower->setLook(look);
    if (m_right != nullptr)
        m_right->setLook(look);
    m_covers.setLook(look);
    m_splitter->setHandleWidth(look.ipx(kGap));
    place();
}

void ExploreMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

// Created when the window is first wide enough for it.
void ExploreMode::showRightPane(bool show)
{
    if (m_right == nullptr && show) {
        m_right = new RightPane(document(), playback(), this);
        connect(m_right, &RightPane::modeRequested, this, &Mode::modeRequested);
        m_right->setLook(m_look);
        m_right->setSnapshot(document().snapshot());
        m_right->setSelectedDevice(document().shownDevice());
    } else if (m_right == nullptr || show == m_right->isVisibleTo(this)) {
        return;
    }
    m_right->setVisible(show);
    m_right->setMoment(playback().moment());
}

// Above the scrolled area, or its first part where that would leave too little room.
void ExploreMode::placeKpis(int room)
{
    const bool scrolls = height() < m_look.ipx(kWithFixedKpis);
    m_kpis->setCompact(height() < m_look.ipx(kWithHighKpis) ||
                       (!m_kpis->fitsInOneRow(room) && height() < m_look.ipx(kWithTwoRowsOfKpis)));
    m_kpis->setFixedHeight(m_kpis->heightForWidth(room));
    m_scene->setMinimumHeight(m_look.ipx(scrolls ? kScrolledScene : kLowestScene));
    m_lower->setMinimumHeight(scrolls ? m_look.ipx(kScrolledLower) : 0);
    m_column->setSpacing(m_look.ipx(kGap));
    if (scrolls == (m_column->count() > 1))
        return;
    m_column->removeWidget(m_kpis);
    if (scrolls)
        m_column->insertWidget(0, m_kpis);
    else
        m_kpis->setParent(this);
    m_kpis->setVisible(!m_covers.isCovered() && m_hasHeadline); // which a new parent hid
}

void ExploreMode::place()
{
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const bool right =
        width() / m_look.scale >= kWithRightPane && !m_covers.isCovered() && !m_isGuarded;
    showRightPane(right);
    if (m_leftPanel.place(height()))
        Q_EMIT leftPanelShown(m_leftPanel.isShown());
    const int left = m_leftPanel.width();
    const int rightEdge = width() - (right ? m_right->sizeHint().width() : 0);
    if (right)
        put(m_right, {rightEdge, 0, width() - rightEdge, height()});
    const int margin = m_look.ipx(kMargin);
    const int room = rightEdge - left - 2 * margin;
    placeKpis(room);
    const bool close = m_kpis->isCompact(); // where every pixel of height counts
    int below = m_look.ipx(close ? kCloseTop : kTop);
    const bool stays = m_kpis->parentWidget() == this && m_hasHeadline;
    if (stays) {
        put(m_kpis, {left + margin, below, room, m_kpis->height()});
        below += m_kpis->height() + m_look.ipx(kGap);
    }
    m_covers.placeHeadline(stays ? m_kpis->geometry() : QRect());
    put(m_scroll,
        {left + margin, below, room, std::max(0, height() - below - m_look.ipx(close ? 3 : 8))});
}

} // namespace ui
