// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/training_run.h"

#include "ui/document/document.h"
#include "ui/modes/same_run.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"

#include <algorithm>

namespace ui {

namespace {

constexpr qint64 kTurnMs = 60; // between two pictures, as fast as it goes
constexpr int kMostAtOnce = 256;

} // namespace

TrainingRun::TrainingRun(Document &document, QObject *parent)
    : QObject(parent), m_document(document)
{
    connect(&m_document, &Document::scenarioChanged, this, &TrainingRun::followScenario);
    connect(&m_document, &Document::snapshotChanged, this, [this] {
        if (!m_awake || m_made.measured)
            return;
        m_expectation.expect(m_document.snapshot());
        showAll();
    });
    connect(&m_expectation, &ExpectationBridge::arrived, this, [this] {
        m_document.knowThisComputer(); // it was measured for that, if it was not before
        if (m_awake && !m_made.measured)
            showAll();
    });
    connect(&m_bridge, &TrainingBridge::arrived, this, &TrainingRun::take);
    connect(&m_playback, &Playback::playingChanged, this, &TrainingRun::playingChanged);
    setPace(m_pace);
}

bool TrainingRun::canTrain() const
{
    return m_document.scenario().train.has_value();
}

std::int64_t TrainingRun::stepsMade() const
{
    return static_cast<std::int64_t>(m_made.current->loss.size());
}

std::int64_t TrainingRun::stepsPlanned() const
{
    return canTrain() ? m_document.scenario().train->steps : 0;
}

void TrainingRun::setAwake(bool awake)
{
    m_awake = awake;
    if (!awake)
        return pause();
    m_expectation.expect(m_document.snapshot());
    m_playback.setSnapshot(shown());
    const bool goesOn = continuesRun(m_made.scenario, m_document.scenario());
    followScenario();
    if (goesOn)
        Q_EMIT stepped();
}

core::SnapshotPtr TrainingRun::shown() const
{
    // The document folds workers that are alike into one row; here each has its own.
    const core::SnapshotPtr &expected = m_expectation.expected();
    return m_made.measured ? m_made.measured : expected ? expected : m_document.snapshot();
}

bool TrainingRun::isPreparing() const
{
    const bool first = isExpecting() && !m_expectation.expected();
    return !m_made.measured && (first || m_bridge.isBusy());
}

void TrainingRun::tellChanges()
{
    Q_EMIT stateChanged();
    Q_EMIT curvesChanged();
}

void TrainingRun::showAll()
{
    show(shown());
    tellChanges();
}

void TrainingRun::show(const core::SnapshotPtr &snapshot)
{
    m_playback.setSnapshot(snapshot);
    Q_EMIT stepped();
}

// Another scenario is another run, from the same seed; a run that goes goes on.
void TrainingRun::followScenario()
{
    if (!m_awake)
        return;
    const core::Scenario &now = m_document.scenario();
    if (continuesRun(m_made.scenario, now)) {
        m_made.scenario = now;
        followSharing();
        tellChanges();
        return;
    }
    const bool went = m_going;
    begin();
    if (went && canTrain())
        start();
}

// From when on each worker learns alone; before the first step the name of the run says it too.
void TrainingRun::followSharing()
{
    const bool alone = m_made.scenario.train && !m_made.scenario.train->shareGradients &&
                       m_made.scenario.parallel.data > 1;
    if (!alone)
        m_made.current->aloneSince.reset();
    else if (!m_made.current->aloneSince)
        m_made.current->aloneSince = stepsMade();
    if (m_made.current->isEmpty())
        m_made.current->name = m_made.name();
}

// Before the first step.
void TrainingRun::begin()
{
    const bool hadSteps = stepsMade() > 0;
    setGoing(false);
    m_playback.pause();
    m_bridge.end();
    m_made.scenario = m_document.scenario();
    m_ended = true;
    m_made.current = std::make_shared<LearningCurve>();
    followSharing();
    m_made.learned = {};
    m_made.prints.clear();
    m_made.measured.reset();
    m_made.predicted.reset();
    complain({});
    m_atOnce = 1;
    m_expectation.expect(m_document.snapshot());
    show(shown());
    if (hadSteps) // else the first step would look done before it is made
        m_playback.toStart();
    tellChanges();
}

void TrainingRun::complain(const QString &problem)
{
    if (problem == m_made.problem)
        return;
    m_made.problem = problem;
    Q_EMIT problemChanged(m_made.problem);
}

void TrainingRun::restart()
{
    const bool went = m_going;
    begin();
    if (went)
        start();
}

void TrainingRun::stop()
{
    m_playback.pause();
    setGoing(false);
    m_bridge.end();
    m_ended = true;
    Q_EMIT stateChanged();
}

void TrainingRun::start()
{
    startUntil(0);
}

// The next step begins another run.
bool TrainingRun::isOver() const
{
    return (m_ended && stepsMade() > 0) || m_made.current->diverged;
}

void TrainingRun::startUntil(std::int64_t steps)
{
    if (m_going || !canTrain())
        return;
    if (isOver() || stepsMade() >= stepsPlanned())
        begin();
    m_single = false;
    m_until = steps;
    setGoing(true);
    // The step that is under way is played to its end first.
    const bool midway = m_pace > 0 && m_made.measured && m_playback.moment() < m_playback.end();
    if (midway)
        m_playback.play();
    else
        askForStep();
}

void TrainingRun::pause()
{
    setGoing(false);
    m_playback.pause();
}

void TrainingRun::toggle()
{
    m_going ? pause() : start();
}

void TrainingRun::oneStep()
{
    if (!canTrain())
        return;
    m_playback.pause();
    if (isOver())
        begin();
    m_single = true;
    setGoing(true);
    askForStep();
}

std::int64_t TrainingRun::lastStep() const
{
    return m_until > 0 ? std::min(m_until, stepsPlanned()) : stepsPlanned();
}

void TrainingRun::setPace(double seconds)
{
    m_pace = seconds;
    m_atOnce = 1;
    if (seconds > 0)
        m_playback.setStepSeconds(seconds);
    else if (m_playback.isPlaying())
        m_playback.seek(m_playback.end()); // and on from there
    Q_EMIT stateChanged();
}

void TrainingRun::setGoing(bool going)
{
    if (going == m_going)
        return;
    m_going = going;
    Q_EMIT stateChanged();
}

int TrainingRun::stepsToAskFor() const
{
    const auto left =
        static_cast<int>(std::clamp<std::int64_t>(lastStep() - stepsMade(), 1, kMostAtOnce));
    return m_pace > 0 || m_single ? 1 : std::min(m_atOnce, left);
}

void TrainingRun::askForStep()
{
    if (m_bridge.isBusy())
        return; // its answer goes on from there
    if (m_ended)
        ++m_run;
    m_ended = false;
    m_asked.start();
    m_bridge.order(orderOfSteps(m_run, m_made.scenario, stepsToAskFor()));
}

void TrainingRun::adjustAtOnce(qint64 tookMs)
{
    if (tookMs < kTurnMs)
        m_atOnce = std::min(kMostAtOnce, m_atOnce * 2);
    else if (tookMs > 2 * kTurnMs)
        m_atOnce = std::max(1, m_atOnce / 2);
}

void TrainingRun::take(const TrainingNews &news)
{
    if (news.run != m_run)
        return;
    for (const TrainingNews::Step &step : news.steps) {
        m_made.current->loss.push_back(step.report.loss);
        m_made.current->prints.push_back(printOf(step.weights));
        m_made.current->diverged = m_made.current->diverged || step.report.diverged;
    }
    if (news.last) {
        m_made.measured = news.last;
        m_made.predicted = news.predicted;
        m_made.prints = news.prints;
        m_made.learned = news.learned;
        m_made.current->ofBatches = !news.accuracy;
        if (!news.steps.empty())
            m_made.current->tested.push_back(
                {stepsMade(), news.accuracy.value_or(news.steps.back().report.accuracy)});
    }
    if (!news.problem.empty()) {
        setGoing(false);
        m_ended = m_ended || news.steps.empty();
        complain(ofWorkers(textOf(news.problem)));
    }
    if (m_pace == 0 && !m_single)
        adjustAtOnce(m_asked.elapsed());
    showAll();
    if (m_going)
        playNewest();
}

void TrainingRun::playNewest()
{
    const bool last = m_single || stepsMade() >= lastStep();
    if (m_pace > 0) {
        m_playback.seek({});
        m_playback.play();
    } else if (last) {
        setGoing(false);
    } else {
        askForStep();
    }
}

// The end of the step that is played leads to the next; a pause in its middle is a pause.
void TrainingRun::playingChanged(bool playing)
{
    if (playing || !m_going || m_bridge.isBusy())
        return;
    const bool atEnd = m_playback.moment() >= m_playback.end();
    if (!atEnd || m_single || stepsMade() >= lastStep())
        setGoing(false);
    else
        askForStep();
}

TrainingRun::Standing TrainingRun::standing() const
{
    return {m_made.copy(), m_expectation.expected(), m_pace, m_playback.moment()};
}

void TrainingRun::standAs(const Standing &other)
{
    m_made = other.made.copy();
    m_expectation.take(m_document.snapshot(), other.expected);
    setPace(other.pace);
    m_playback.setSnapshot(shown());
    m_playback.seek(other.moment);
}

void TrainingRun::keep()
{
    if (m_made.keep())
        tellChanges();
}

void TrainingRun::forgetKept()
{
    m_made.kept.clear();
    tellChanges();
}

} // namespace ui
