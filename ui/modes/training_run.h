// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/expectation_bridge.h"
#include "ui/bridge/training_bridge.h"
#include "ui/modes/training_outcome.h"
#include "ui/playback/playback.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace ui {

class Document;

// The training run of the document's scenario: asks for steps at the pace that eyes can follow,
// plays each in virtual time on a clock of its own, and keeps what came of them. A change of the
// scenario begins it again from the same seed; learning rate and sharing change from the next step
// on.
class TrainingRun : public QObject
{
    Q_OBJECT

public:
    explicit TrainingRun(Document &document, QObject *parent = nullptr);

    // Asleep it neither trains nor follows the document.
    void setAwake(bool awake);
    [[nodiscard]] bool isGoing() const { return m_going; }
    [[nodiscard]] bool canTrain() const; // the scenario has a network for it
    // This computer is being measured, or the first step is: nothing else is told yet.
    [[nodiscard]] bool isPreparing() const;
    [[nodiscard]] bool isExpecting() const { return m_expectation.isBusy(); }
    [[nodiscard]] std::int64_t stepsMade() const;
    [[nodiscard]] std::int64_t stepsPlanned() const;
    [[nodiscard]] const QString &problem() const { return m_made.problem; } // empty: none

    void start();
    void pause();
    void toggle();
    void oneStep();
    void startUntil(std::int64_t steps); // and pauses there
    void stop(); // ends the run; the next start begins from the first weights
    void restart();

    // Seconds for a step; 0: as fast as it goes.
    [[nodiscard]] double pace() const { return m_pace; }
    void setPace(double seconds);

    // What came of it so far, to be shown elsewhere as it is now.
    struct Standing
    {
        TrainingOutcome made;
        core::SnapshotPtr expected;
        double pace = 0;
        core::Nanos moment;
    };
    [[nodiscard]] Standing standing() const;
    // Asleep, with the result of the same scenario in the document: nothing is measured for it.
    void standAs(const Standing &other);

    void keep();
    void forgetKept();
    [[nodiscard]] const LearningCurves &kept() const { return m_made.kept; } // the oldest first
    [[nodiscard]] LearningCurves curves() const { return m_made.curves(); }
    [[nodiscard]] const LearningCurve &current() const { return *m_made.current; }
    [[nodiscard]] const Learned &learned() const { return m_made.learned; }
    [[nodiscard]] RunWeights weights() const { return m_made.weights(); }

    // What the workers did in the last step; before the first one what they are predicted to do.
    [[nodiscard]] core::SnapshotPtr shown() const;
    // Null: no step.
    [[nodiscard]] const core::SnapshotPtr &measured() const { return m_made.measured; }
    // The same step as it is simulated; null before the first one.
    [[nodiscard]] const core::SnapshotPtr &predicted() const { return m_made.predicted; }
    [[nodiscard]] Playback &playback() { return m_playback; }

Q_SIGNALS:
    void stepped();       // another step is shown
    void curvesChanged(); // of the run or of the kept ones; and what else came of the last step
    void stateChanged();  // going or not, pace, problem, kept runs
    void problemChanged(const QString &problem); // empty: it is gone

private:
    void followScenario();
    void followSharing();
    void begin();
    void askForStep();
    void take(const TrainingNews &news);
    void adjustAtOnce(qint64 tookMs); // that the last order took
    void playNewest();
    void playingChanged(bool playing);
    void setGoing(bool going);
    void showAll();
    void tellChanges();
    void complain(const QString &problem);
    void show(const core::SnapshotPtr &snapshot);
    [[nodiscard]] int stepsToAskFor() const;
    [[nodiscard]] std::int64_t lastStep() const;
    [[nodiscard]] bool isOver() const;

    Document &m_document;
    Playback m_playback;
    TrainingBridge m_bridge{std::make_shared<SharedComputer>()};
    ExpectationBridge m_expectation{m_bridge.computer()};
    std::uint64_t m_run = 0; // 0: none was begun
    bool m_awake = false;
    bool m_going = false;
    bool m_single = false; // until the end of this step
    bool m_ended = true;   // the next step begins a run
    double m_pace = 4;
    std::int64_t m_until = 0; // steps after which it pauses; 0: those that are planned
    int m_atOnce = 1;         // steps of an order, as fast as it goes
    QElapsedTimer m_asked;
    TrainingOutcome m_made;
};

} // namespace ui
