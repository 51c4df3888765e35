// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/compare_mode.h"

#include "ui/controls/scroll_bar.h"
#include "ui/document/pinned.h"
#include "ui/modes/background_views.h"
#include "ui/modes/compare_axes.h"
#include "ui/panels/compare_pane.h"
#include "ui/panels/compare_strip.h"
#include "ui/panels/control_panel.h"
#include "ui/panels/pin_prompt.h"
#include "ui/playback/playback.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/legend_view.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/comparison_texts.h"
#include "ui/words/setting_differences.h"

#include <QApplication>
#include <QScrollArea>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kMargin = 14;
constexpr double kTop = 10;
constexpr double kGap = 5; // besides the shadow of a pane
constexpr double kFoot = 8;
constexpr double kLeastPane = 160; // legible; less scrolls

std::optional<int> deviceIn(const core::SnapshotPtr &snapshot, std::optional<int> device)
{
    return snapshot && device && *device < snapshot->deviceCount() ? device : std::nullopt;
}

} // namespace

CompareMode::CompareMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_controls(new ControlPanel(context.document, this)),
      m_leftPanel(*this, *m_controls), m_scroll(new QScrollArea(this)),
      m_bar(new ScrollBar(Qt::Vertical)), m_column(new QWidget),
      m_a(new ComparePane(ComparePane::Which::A, m_column)), m_prompt(new PinPrompt(m_column)),
      m_strip(new CompareStrip(m_column)), m_b(new ComparePane(ComparePane::Which::B, m_column)),
      m_legend(new LegendView(m_column))
{
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setVerticalScrollBar(m_bar);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_column);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_column->setAutoFillBackground(false);
    m_scroll->installEventFilter(this);
    m_controls->setAwake(false);
    m_leftPanel.setWanted(false);
    connectPane(*m_a);
    connectPane(*m_b);
    connectStrip();
    connect(&m_b->scene(), &SceneView::deviceMenuRequested, this, &Mode::deviceMenuRequested);
    passTimeline(m_b->timeline());
    connect(&m_a->timeline().navigator(), &TimelineNavigator::moved, this,
            [this] { alignAxes(*m_a, *m_b); });
    connect(&m_b->timeline().navigator(), &TimelineNavigator::moved, this,
            [this] { alignAxes(*m_b, *m_a); });
    connect(&pinned(), &Pinned::changed, this, &CompareMode::showPinned);
    connect(&pinned(), &Pinned::paceChanged, this, &CompareMode::showPinned);
    connect(&document(), &Document::snapshotChanged, this, &CompareMode::showResults);
    connect(&document(), &Document::selectionChanged, this, &CompareMode::showSelection);
    connect(&context.playback, &Playback::moved, this, &CompareMode::showMoment);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now != nullptr && m_column->isAncestorOf(now))
            m_scroll->ensureWidgetVisible(now, 0, 0);
    });
}

void CompareMode::connectPane(ComparePane &pane)
{
    connect(&pane.scene(), &SceneView::deviceSelected, &document(), &Document::select);
    searchInBackground(pane.timeline());
    connect(&pane.timeline(), &TimelineView::deviceClicked, &document(), &Document::select);
    connect(&pane.timeline(), &TimelineView::scrubbed, this, [this, &pane](core::Nanos moment) {
        const core::PairedSteps steps = playback().pairedSteps();
        playback().seek(steps.clockOf(&pane == m_a ? steps.first : steps.second, moment));
    });
}

void CompareMode::connectStrip()
{
    connect(m_prompt, &PinPrompt::pinRequested, &pinned(), &Pinned::pin);
    connect(m_strip, &CompareStrip::paceChosen, &pinned(), &Pinned::setPace);
    connect(m_strip, &CompareStrip::swapRequested, &pinned(), &Pinned::swap);
    connect(m_strip, &CompareStrip::copyRequested, &pinned(), &Pinned::copyToDocument);
    connect(m_strip, &CompareStrip::unpinRequested, &pinned(), &Pinned::unpin);
}

void CompareMode::wake()
{
    m_controls->setAwake(true);
    showPinned();
}

void CompareMode::sleep()
{
    playback().pause();
    playback().setBeside({});
    m_controls->setAwake(false);
}

// The clock first, then the views.
void CompareMode::showPinned()
{
    if (!isAwake())
        return;
    playback().setBeside(pinned().run(), pinned().pace());
    m_strip->setPace(pinned().pace());
    m_strip->setCanSwap(pinned().held().has_value());
    m_controls->setPinned(pinned().scenario());
    showResults();
}

void CompareMode::showResults()
{
    if (!isAwake())
        return;
    const core::RunPtr a = pinned().run();
    const core::SnapshotPtr &b = document().snapshot();
    const bool has = static_cast<bool>(a);
    const QList<SettingTexts> differences =
        a.snapshot && b ? differentSettings(a.snapshot->scenario, b->scenario)
                        : QList<SettingTexts>();
    m_a->setResult(a, b, differences);
    m_b->setResult(b, a.snapshot, differences);
    m_legend->setRuns(a, core::RunPtr(b), LegendView::Timelines::OfEach);
    m_a->setVisible(has);
    m_strip->setVisible(has);
    m_prompt->setVisible(!has);
    m_strip->setSentence(has && b ? comparisonSentence(a, *b, differences) : QString(),
                         differenceLines(differences));
    const core::PairedSteps steps = playback().pairedSteps();
    const bool oneAxis = steps.pace == core::Pace::ClockTime;
    m_a->setAxisEnd(withAxisRoom(oneAxis ? steps.end() : steps.first));
    m_b->setAxisEnd(withAxisRoom(oneAxis ? steps.end() : steps.second));
    showSelection();
    showMoment();
    place();
    alignBegins();
    Q_EMIT shownChanged();
}

// Labels of more devices are wider.
void CompareMode::alignBegins()
{
    const double a = m_a->axisBegin();
    const double b = m_b->axisBegin();
    m_a->setIndent(a > 0 ? qRound(std::max(a, b) - a) : 0);
    m_b->setIndent(b > 0 ? qRound(std::max(a, b) - b) : 0);
}

void CompareMode::showMoment()
{
    if (!isAwake())
        return;
    const core::PairedSteps steps = playback().pairedSteps();
    const core::Nanos clock = playback().moment();
    const core::Nanos ofA = steps.momentOfFirst(clock);
    const core::Nanos ofB = steps.momentOfSecond(clock);
    const bool oneAxis = steps.pace == core::Pace::ClockTime;
    m_a->setMoment(ofA, oneAxis ? clock : ofA);
    m_b->setMoment(ofB, oneAxis ? clock : ofB);
}

void CompareMode::showSelection()
{
    if (!isAwake())
        return;
    const std::optional<int> device = document().selectedDevice();
    m_a->setSelectedDevice(deviceIn(pinned().snapshot(), device));
    m_b->setSelectedDevice(deviceIn(document().snapshot(), device));
}

// What is seen of one axis is seen of the other: the same time, or the same share of each step.
void CompareMode::alignAxes(const ComparePane &from, ComparePane &to)
{
    if (m_aligning || !isAwake())
        return;
    m_aligning = true;
    if (const auto part =
            seenOfOther(playback().pairedSteps(), &from == m_a, from.timeline().viewport()))
        to.timeline().navigator().zoomTo(*part);
    else
        to.timeline().fit();
    m_aligning = false;
}

QList<QWidget *> CompareMode::panes() const
{
    return {m_controls,    m_prompt,        &m_a->scene(), &m_a->timeline(), m_strip->focusStart(),
            &m_b->scene(), &m_b->timeline()};
}

void CompareMode::focusMain()
{
    m_b->scene().setFocus(Qt::OtherFocusReason);
}

TimelineView *CompareMode::timeline() const
{
    return &m_b->timeline();
}

std::optional<TimePart> CompareMode::shownPart() const
{
    return m_b->timeline().viewport().partOf(playback().end());
}

void CompareMode::setTimelineOptions(const TimelineOptions &options)
{
    if (options == m_options)
        return;
    m_options = options;
    m_a->timeline().setOptions(options);
    m_b->timeline().setOptions(options);
    Q_EMIT timelineOptionsChanged();
}

void CompareMode::showLeftPanel(bool show)
{
    m_leftPanel.show(show);
    place();
}

void CompareMode::toggleFollow()
{
    m_b->timeline().toggleFollow();
}

// Both scenes show their devices alike.
QStringList CompareMode::withoutActions() const
{
    return {QStringLiteral("more-detail"), QStringLiteral("less-detail"),
            QStringLiteral("fit-detail")};
}

QString CompareMode::describe() const
{
    if (!pinned().run())
        return tr("Nothing is pinned as A. B: %1").arg(m_b->scene().describe());
    return tr("A: %1\n\n%2\n\nB: %3")
        .arg(pinned().held() ? m_a->scene().describe() : m_a->accessibleDescription(),
             m_strip->sentence(), m_b->scene().describe());
}

Standing CompareMode::standing() const
{
    return {document().snapshot(),
            [a = pinned().run(), pace = pinned().pace(), panel = m_leftPanel.isWanted(),
             marks = m_options, device = document().selectedDevice()](Mode &fresh) {
                auto &mode = static_cast<CompareMode &>(fresh);
                mode.pinned().hold(a);
                mode.pinned().setPace(pace);
                mode.setTimelineOptions(marks);
                mode.m_leftPanel.setWanted(panel);
                mode.document().select(device);
            }};
}

void CompareMode::prepareAgainst(const core::SnapshotPtr &other)
{
    pinned().hold(other);
}

void CompareMode::resetLayout()
{
    m_leftPanel.reset();
    m_leftPanel.setWanted(false);
    place();
}

void CompareMode::setLook(const Look &look)
{
    m_look = look;
    m_controls->setLook(look);
    m_leftPanel.setLook(look);
    if (!isLent())
        applyLook(look);
    place();
    alignBegins();
}

void CompareMode::applyLook(const Look &look)
{
    m_shownLook = look;
    m_bar->setLook(look);
    m_a->setLook(look);
    m_prompt->setLook(look);
    m_strip->setLook(look);
    m_b->setLook(look);
    m_legend->setLook(look);
}

bool CompareMode::isLent() const
{
    return m_scroll->parentWidget() != this;
}

Presented CompareMode::presented() const
{
    if (!pinned().run() && !isLent())
        return Mode::presented();
    return {.title = tr("Two set-ups on one clock"),
            .panel = m_scroll,
            .place = Presented::Place::Whole,
            .hasControls = true};
}

// A picture of one of them alone would not be what was prepared.
core::SnapshotPtr CompareMode::presentedScene() const
{
    return pinned().run() || isLent() ? nullptr : Mode::presentedScene();
}

void CompareMode::present(const Look &look)
{
    applyLook(look);
    placeColumn();
    alignBegins();
}

void CompareMode::endPresenting()
{
    m_scroll->setParent(this);
    m_scroll->show();
    setLook(m_look);
}

bool CompareMode::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_scroll && event->type() == QEvent::Resize && isLent()) {
        placeColumn();
        alignBegins();
    }
    return Mode::eventFilter(watched, event);
}

void CompareMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

void CompareMode::place()
{
    if (m_leftPanel.place(height()))
        Q_EMIT leftPanelShown(m_leftPanel.isShown());
    const int margin = m_look.ipx(kMargin);
    const int left = m_leftPanel.width() + margin;
    const QRect area(left, m_look.ipx(kTop), std::max(1, width() - left - margin),
                     std::max(1, height() - m_look.ipx(kTop + kFoot)));
    if (!isLent())
        m_scroll->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    placeColumn();
}

void CompareMode::placeColumn()
{
    const int least = m_shownLook.ipx(kLeastPane);
    const int gap = m_shownLook.ipx(kGap);
    int wide = m_scroll->width();
    const auto stripHeight = [&] {
        return m_strip->isHidden() ? 0 : m_strip->heightForWidth(wide) + gap;
    };
    const auto legendHeight = [&] {
        m_legend->setRoom(wide - m_shownLook.ipx(2 * kFoot));
        return m_legend->sizeHint().height();
    };
    if (m_scroll->height() < 2 * least + stripHeight() + gap + legendHeight())
        wide -= m_bar->sizeHint().width();
    const int legend = legendHeight();
    const int strip = stripHeight();
    const int room = std::max(2 * least, m_scroll->height() - strip - gap - legend);
    const int upper = room / 2;
    m_column->resize(wide, room + strip + gap + legend);
    m_legend->setGeometry(m_shownLook.ipx(kFoot), room + strip + gap,
                          wide - m_shownLook.ipx(2 * kFoot), legend);
    // Where not all of it is seen at once, what is said comes first.
    const bool scrolls = m_column->height() > m_scroll->height();
    const int top = scrolls ? strip : 0;
    m_a->setGeometry(0, top, wide, upper);
    m_prompt->setGeometry(0, top, wide, upper);
    m_strip->setGeometry(0, scrolls ? 0 : upper + gap, wide, std::max(0, strip - gap));
    m_b->setGeometry(0, upper + strip + gap, wide, room - upper);
}

} // namespace ui
