// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/train_mode.h"

#include "ui/controls/scroll_bar.h"
#include "ui/document/document.h"
#include "ui/modes/background_views.h"
#include "ui/modes/data_files.h"
#include "ui/modes/train_bar.h"
#include "ui/modes/train_scene.h"
#include "ui/modes/training_offer.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/train_panel.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/views/training/workers_view.h"
#include "ui/words/training_texts.h"

#include <QApplication>
#include <QEventLoop>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStyle>

#include <algorithm>

namespace ui {

namespace {

constexpr double kMargin = 14;
constexpr double kTop = 10;
constexpr double kGap = 8;
constexpr int kSceneShare = 60; // percent; what is left shows numbers in the cells of 4 workers
// Legible: four small cards, and the rows of four workers twice.
constexpr double kLowestScene = 186;
constexpr double kLowestLower = 206;
constexpr double kWholeLower = 232;    // with a line for the legend, and which run a row is of
constexpr double kScrolledScene = 260; // where all scrolls anyway

QString splitterKey()
{
    return QStringLiteral("train/splitter");
}
QString paceKey()
{
    return QStringLiteral("train/pace");
}
QString tabKey()
{
    return QStringLiteral("train/tab");
}
QString panelKey()
{
    return QStringLiteral("train/left_panel");
}

} // namespace

TrainMode::TrainMode(const ModeContext &context, QWidget *parent)
    : Mode(context, parent), m_run(context.document),
      m_panel(new TrainPanel(context.document, this)), m_leftPanel(*this, *m_panel),
      m_scene(new TrainScene),
      m_lower(new LowerPane(context.document, m_run.playback(), DeviceWord::Worker)),
      m_scroll(new QScrollArea(this)), m_scrollBar(new ScrollBar(Qt::Vertical)),
      m_splitter(new QSplitter(Qt::Vertical)), m_bar(new TrainBar(m_run, this)),
      m_offer(new TrainingOffer(this))
{
    m_splitter->addWidget(m_scene);
    m_splitter->addWidget(m_lower);
    m_splitter->setChildrenCollapsible(false);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setVerticalScrollBar(m_scrollBar);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_splitter);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_splitter->setAutoFillBackground(false);
    m_lower->setAwake(false);
    m_panel->setAwake(false);
    connectRun();
    connectViews();
    workInBackground(*m_lower);
    new DataFiles(context.document, *m_panel); // which owns it
    resetLayout();
}

void TrainMode::connectRun()
{
    connect(&m_run, &TrainingRun::stepped, this, &TrainMode::renewStep);
    connect(&m_run, &TrainingRun::curvesChanged, this, &TrainMode::renewCurves);
    connect(&m_run, &TrainingRun::stateChanged, this, &TrainMode::renewState);
    connect(&m_run, &TrainingRun::problemChanged, this, &Mode::complained);
    connect(&m_run.playback(), &Playback::moved, this, &TrainMode::renewMoment);
}

void TrainMode::connectViews()
{
    Document &document = this->document();
    connect(&document, &Document::selectionChanged, this, &TrainMode::renewSelection);
    WorkersView *workers = &m_scene->workers();
    connect(workers, &WorkersView::deviceSelected, &document, &Document::select);
    connect(workers, &WorkersView::deviceActivated, this, &Mode::inspectorRequested);
    passTimeline(m_lower->timeline());
    connect(workers, &WorkersView::deviceMenuRequested, this, &Mode::deviceMenuRequested);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) {
        if (now != nullptr && m_splitter->isAncestorOf(now))
            m_scroll->ensureWidgetVisible(now, 0, 0);
    });
    connect(m_panel, &TrainPanel::keepRequested, &m_run, &TrainingRun::keep);
    connect(m_panel, &TrainPanel::forgetRequested, &m_run, &TrainingRun::forgetKept);
    connect(m_offer, &TrainingOffer::taken, this, [this](const core::Scenario &scenario) {
        this->document().edit(scenario, tr("a scenario that can be trained"));
        this->document().endMerge();
        focusMain();
    });
}

void TrainMode::wake()
{
    m_panel->setAwake(true);
    m_lower->setAwake(true);
    m_run.setAwake(true); // and says all that is to be shown
}

void TrainMode::sleep()
{
    m_run.setAwake(false);
    Q_EMIT complained({}); // the other modes have nothing to do with it
    m_panel->setAwake(false);
    m_lower->setAwake(false);
}

void TrainMode::renewStep()
{
    if (!isAwake())
        return;
    const core::SnapshotPtr snapshot = m_run.shown();
    m_scene->workers().setSnapshot(snapshot);
    m_lower->setSnapshot(snapshot, m_run.predicted());
    m_bar->renewSnapshot();
    renewSelection();
    renewMoment();
    Q_EMIT shownChanged();
}

void TrainMode::renewCurves()
{
    if (!isAwake())
        return;
    m_scene->setCurves(m_run.curves(), m_run.stepsPlanned());
    m_scene->setLearned(m_run.learned());
    const core::SnapshotPtr snapshot = m_run.shown();
    if (!snapshot)
        return;
    const int workers = snapshot->deviceCount();
    QString detail = workers == 1 ? tr("1 worker on this computer")
                                  : tr("%1 workers on this computer").arg(workers);
    const RunWeights weights = m_run.weights();
    if (!weights.comparedWith.isEmpty())
        detail += tr(" · weights compared with %1").arg(weights.comparedWith);
    m_scene->workers().setWeights(trainingTitle(*snapshot), detail, weights.workers);
}

void TrainMode::renewMoment()
{
    if (!isAwake())
        return;
    const core::Nanos moment = m_run.playback().moment();
    m_scene->workers().setMoment(moment);
    m_lower->setMoment(moment);
    m_bar->renewMoment();
}

void TrainMode::renewSelection()
{
    if (!isAwake())
        return;
    const core::SnapshotPtr snapshot = m_run.shown();
    std::optional<int> device = document().selectedDevice();
    if (device && (!snapshot || *device >= snapshot->deviceCount()))
        device.reset();
    m_scene->workers().setSelectedDevice(device);
    m_lower->setSelectedDevice(device);
}

void TrainMode::renewState()
{
    if (!isAwake())
        return;
    const bool trains = m_run.canTrain();
    if (!trains)
        m_offer->setScenario(document().scenario());
    m_bar->renewState();
    m_panel->setKept(static_cast<int>(m_run.kept().size()), m_run.stepsMade() > 0);
    place();
}

void TrainMode::waitUntil(const std::function<bool()> &isDone)
{
    QEventLoop loop;
    const auto quitWhenDone = [&] {
        if (isDone())
            loop.quit();
    };
    const QMetaObject::Connection done =
        connect(&m_run, &TrainingRun::stateChanged, &loop, quitWhenDone, Qt::QueuedConnection);
    if (!isDone())
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    disconnect(done);
}

void TrainMode::prepareSteps(int steps)
{
    if (!m_run.canTrain())
        return;
    if (steps <= 0) {
        waitUntil([this] { return !m_run.isExpecting(); });
        return;
    }
    const double pace = m_run.pace();
    m_run.setPace(0);
    m_run.startUntil(steps);
    waitUntil([this] { return !m_run.isGoing(); });
    m_run.pause();
    m_run.setPace(pace);
    m_run.playback().seekShare(kStartShare);
}

QString TrainMode::inItsWords(const QString &sentence) const
{
    return startedOfWorkers(sentence);
}

QStringList TrainMode::withoutActions() const
{
    return {QStringLiteral("loop"),         QStringLiteral("one-event"),
            QStringLiteral("slower"),       QStringLiteral("faster"),
            QStringLiteral("more-detail"),  QStringLiteral("less-detail"),
            QStringLiteral("fit-detail"),   QStringLiteral("bubble-none"),
            QStringLiteral("bubble-step"),  QStringLiteral("bubble-ideal"),
            QStringLiteral("bubble-span"),  QStringLiteral("next-bubble"),
            QStringLiteral("critical-path")};
}

QList<QWidget *> TrainMode::panes() const
{
    if (!m_run.canTrain())
        return {m_offer, m_bar};
    return {m_panel, &m_scene->workers(), m_lower->currentView(), m_bar};
}

void TrainMode::focusMain()
{
    (m_run.canTrain() ? static_cast<QWidget *>(&m_scene->workers()) : m_offer)
        ->setFocus(Qt::OtherFocusReason);
}

QList<ChoiceItem> TrainMode::tabs() const
{
    return m_lower->tabs();
}

void TrainMode::showTab(const QString &id)
{
    m_lower->showTab(id);
}

void TrainMode::showLeftPanel(bool show)
{
    m_leftPanel.show(show);
    place();
}

std::optional<TimePart> TrainMode::shownPart() const
{
    return m_lower->shownPart();
}

TimelineView *TrainMode::timeline() const
{
    return &m_lower->timeline();
}

void TrainMode::toggleFollow()
{
    showTab(QStringLiteral("timeline"));
    m_lower->timeline().toggleFollow();
}

QString TrainMode::describe() const
{
    const LearningCurve &curve = m_run.current();
    QStringList lines = {m_scene->workers().describe()};
    if (!curve.loss.empty())
        lines.append(
            tr("Loss of step %1: %2").arg(m_run.stepsMade()).arg(lossText(curve.loss.back())));
    lines.append(learnedText(m_run.learned()));
    return lines.join(QLatin1Char('\n'));
}

Standing TrainMode::standing() const
{
    return {document().snapshot(),
            [run = m_run.standing(), sizes = m_splitter->saveState(), tab = m_lower->currentTab(),
             panel = m_leftPanel.isWanted(), device = document().selectedDevice()](Mode &fresh) {
                auto &mode = static_cast<TrainMode &>(fresh);
                mode.m_run.standAs(run);
                mode.m_splitter->restoreState(sizes);
                mode.showTab(tab);
                mode.m_leftPanel.setWanted(panel);
                mode.document().select(device);
                mode.place();
            }};
}

void TrainMode::resetLayout()
{
    const int whole = std::max(1000, m_splitter->height());
    m_splitter->setSizes({whole * kSceneShare / 100, whole * (100 - kSceneShare) / 100});
    m_splitter->setStretchFactor(0, kSceneShare);
    m_splitter->setStretchFactor(1, 100 - kSceneShare);
    m_leftPanel.reset();
    place();
}

void TrainMode::saveState(QSettings &settings) const
{
    settings.setValue(splitterKey(), m_splitter->saveState());
    settings.setValue(paceKey(), m_run.pace());
    settings.setValue(panelKey(), m_leftPanel.isWanted());
    settings.setValue(tabKey(), m_lower->currentTab());
}

void TrainMode::restoreState(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(splitterKey()).toByteArray());
    m_run.setPace(nearestPace(settings.value(paceKey(), m_run.pace()).toDouble()));
    m_leftPanel.setWanted(settings.value(panelKey(), true).toBool());
    showTab(settings.value(tabKey()).toString());
    place();
}

void TrainMode::setLook(const Look &look)
{
    m_look = look;
    m_panel->setLook(look);
    m_leftPanel.setLook(look);
    m_scene->setLook(look);
    m_scrollBar->setLook(look);
    m_lower->setLook(look);
    m_bar->setLook(look);
    m_offer->setLook(look);
    m_run.playback().setReduceMotion(look.reduceMotion);
    m_splitter->setHandleWidth(look.ipx(kGap));
    place();
}

void TrainMode::resizeEvent(QResizeEvent *event)
{
    Mode::resizeEvent(event);
    place();
}

void TrainMode::place()
{
    const auto put = [this](QWidget *widget, const QRect &area) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const bool trains = m_run.canTrain();
    const int bar = m_bar->sizeHint().height();
    put(m_bar, {0, height() - bar, width(), bar});
    const int body = std::max(0, height() - bar);
    m_offer->setVisible(!trains);
    put(m_offer, {0, 0, width(), body});
    if (!trains)
        m_panel->hide();
    else if (m_leftPanel.place(body))
        Q_EMIT leftPanelShown(m_leftPanel.isShown());
    m_scroll->setVisible(trains);
    const int left = m_leftPanel.width();
    const int margin = m_look.ipx(kMargin);
    const int high = std::max(0, body - m_look.ipx(kTop + 8));
    setLeastHeights(high);
    put(m_scroll,
        {left + margin, m_look.ipx(kTop), std::max(0, width() - left - 2 * margin), high});
}

// Less than that scrolls: at a large zoom on a small screen.
void TrainMode::setLeastHeights(int room)
{
    const bool scrolls = room < m_look.ipx(kLowestScene + kLowestLower + kGap);
    m_scene->setMinimumHeight(m_look.ipx(scrolls ? kScrolledScene : kLowestScene));
    const int least = m_look.ipx(kLowestLower);
    const int most = m_look.ipx(kWholeLower);
    const int left = room - m_look.ipx(kLowestScene + kGap);
    m_lower->setMinimumHeight(scrolls ? most : std::clamp(left, least, most));
}

} // namespace ui
