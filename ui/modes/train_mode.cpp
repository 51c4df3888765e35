// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/train_mode.h"

#include "ui/controls/card.h"
#include "ui/document/document.h"
#include "ui/modes/train_bar.h"
#include "ui/modes/training_offer.h"
#include "ui/panels/lower_pane.h"
#include "ui/panels/train_panel.h"
#include "ui/views/charts/learning_chart.h"
#include "ui/views/timeline/timeline_view.h"
#include "ui/views/training/learned_view.h"
#include "ui/views/training/workers_view.h"
#include "ui/words/training_texts.h"

#include <QEventLoop>
#include <QSettings>
#include <QSplitter>
#include <QStyle>

#include <algorithm>
#include <functional>
#include <utility>

namespace ui {

namespace {

constexpr double kMargin = 14;
constexpr double kTop = 10;
constexpr double kGap = 8;
constexpr int kUpperShare = 64; // percent
constexpr double kLossShare = 0.47;
constexpr double kPadding = 17;

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

// Workers and what they learn share its width; the mode places them.
class UpperPart : public QWidget
{
public:
    explicit UpperPart(std::function<void()> resized) : m_resized(std::move(resized)) {}

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QWidget::resizeEvent(event);
        m_resized();
    }

private:
    std::function<void()> m_resized;
};

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
    m_splitter->addWidget(m_upper);
    m_splitter->addWidget(m_lower);
    m_splitter->setChildrenCollapsible(false);
    m_lower->setAwake(false);
    m_panel->setAwake(false);
    connectRun();
    connectViews();
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
    connect(m_workers, &WorkersView::deviceSelected, &document, &Document::select);
    connect(m_workers, &WorkersView::deviceActivated, this, &Mode::inspectorRequested);
    connect(m_workers, &WorkersView::deviceMenuRequested, this, &Mode::deviceMenuRequested);
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
    Q_EMIT complained({}); // the other modes have nothing to do with it
    m_panel->setAwake(true);
    m_lower->setAwake(true);
    m_run.setAwake(true); // and says all that is to be shown
}

void TrainMode::sleep()
{
    m_run.setAwake(false);
    m_panel->setAwake(false);
    m_lower->setAwake(false);
}

void TrainMode::renewStep()
{
    if (!isAwake())
        return;
    const core::SnapshotPtr snapshot = m_run.shown();
    m_workers->setSnapshot(snapshot);
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
    const LearningCurves curves = m_run.curves();
    m_loss->setCurves(curves, m_run.stepsPlanned());
    m_accuracy->setCurves(curves, m_run.stepsPlanned());
    m_learned->setLearned(m_run.learned());
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
    m_workers->setMoment(moment);
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
    m_workers->setSelectedDevice(device);
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

void TrainMode::prepareSteps(int steps)
{
    if (!m_run.canTrain() || steps <= 0)
        return;
    const double pace = m_run.pace();
    QEventLoop loop;
    const auto quitWhenDone = [&] {
        if (!m_run.isGoing())
            loop.quit();
    };
    m_run.setPace(0);
    m_run.startUntil(steps);
    const QMetaObject::Connection done =
        connect(&m_run, &TrainingRun::stateChanged, &loop, quitWhenDone, Qt::QueuedConnection);
    if (m_run.isGoing())
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    disconnect(done);
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
    return {m_panel, m_workers, m_lower->currentView(), m_bar};
}

void TrainMode::focusMain()
{
    (m_run.canTrain() ? static_cast<QWidget *>(m_workers) : m_offer)
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

void TrainMode::toggleFollow()
{
    showTab(QStringLiteral("timeline"));
    m_lower->timeline().toggleFollow();
}

QString TrainMode::describe() const
{
    const LearningCurve &curve = m_run.current();
    QStringList lines = {m_workers->describe()};
    if (!curve.loss.empty())
        lines.append(
            tr("Loss of step %1: %2").arg(m_run.stepsMade()).arg(lossText(curve.loss.back())));
    lines.append(learnedText(m_run.learned()));
    return lines.join(QLatin1Char('\n'));
}

void TrainMode::resetLayout()
{
    const int whole = std::max(1000, m_splitter->height());
    m_splitter->setSizes({whole * kUpperShare / 100, whole * (100 - kUpperShare) / 100});
    m_splitter->setStretchFactor(0, kUpperShare);
    m_splitter->setStretchFactor(1, 100 - kUpperShare);
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
    m_workers->setLook(look);
    m_lossCard->setLook(look);
    m_learnedCard->setLook(look);
    m_loss->setLook(look);
    m_accuracy->setLook(look);
    m_learned->setLook(look);
    m_lower->setLook(look);
    m_bar->setLook(look);
    m_offer->setLook(look);
    m_run.playback().setReduceMotion(look.reduceMotion);
    m_splitter->setHandleWidth(look.ipx(kGap));
    place();
    placeRight(m_upper->rect());
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
    if (m_leftPanel.place(body))
        Q_EMIT leftPanelShown(m_leftPanel.isShown());
    if (!trains)
        m_panel->hide();
    m_splitter->setVisible(trains);
    const int left = m_leftPanel.width();
    const int margin = m_look.ipx(kMargin);
    put(m_splitter, {left + margin, m_look.ipx(kTop), std::max(0, width() - left - 2 * margin),
                     std::max(0, body - m_look.ipx(kTop + 8))});
}

// The workers take what the curves leave; without room for both, the workers alone.
void TrainMode::placeRight(const QRect &area)
{
    const auto put = [this, &area](QWidget *widget, const QRect &place) {
        widget->setGeometry(QStyle::visualRect(layoutDirection(), area, place));
    };
    const int gap = m_look.ipx(kGap);
    const int curves = std::clamp(area.width() * 2 / 5, m_look.ipx(250), m_look.ipx(520));
    const bool both = area.width() - curves - gap >= m_look.ipx(280);
    m_lossCard->setVisible(both);
    m_learnedCard->setVisible(both);
    const int workers = both ? area.width() - curves - gap : area.width();
    put(m_workers, {0, 0, workers, area.height()});
    if (!both)
        return;
    const int loss = qRound(area.height() * kLossShare);
    put(m_lossCard, {workers + gap, 0, curves, loss});
    put(m_learnedCard, {workers + gap, loss + gap, curves, area.height() - loss - gap});
    const int pad = m_look.ipx(kPadding);
    const int top = m_look.ipx(8);
    const int foot = m_look.ipx(6);
    m_loss->setGeometry(pad, top, curves - 2 * pad, std::max(0, loss - top - foot));
    const int inner = curves - 2 * pad - m_look.ipx(20);
    const int chart = inner * 43 / 100;
    const int high = std::max(0, m_learnedCard->height() - top - foot);
    m_accuracy->setGeometry(pad, top, chart, high);
    m_learned->setGeometry(pad + chart + m_look.ipx(20), top, inner - chart, high);
}

} // namespace ui
