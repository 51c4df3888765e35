// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/live/session/session.h"
#include "core/runner/latest_only.h"
#include "ui/bridge/shared_computer.h"
#include "ui/layout/training/learned.h"

#include <QObject>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ui {

// What is asked of a training run: so many steps with these settings.
struct TrainingOrder
{
    std::uint64_t run = 0; // another number: another run, from its first weights
    std::optional<core::Scenario> scenario = {}; // none: the run ends, and frees what it holds
    double learningRate = 0;
    bool sharesGradients = true;
    int steps = 1;
};

// So many steps of a scenario that can be trained, with its own settings.
[[nodiscard]] TrainingOrder orderOfSteps(std::uint64_t run, const core::Scenario &scenario,
                                         int steps);

// What became of it.
struct TrainingNews
{
    struct Step
    {
        core::live::StepReport report;
        std::string weights; // fingerprint of the first replica, after the step
    };

    std::uint64_t run = 0;
    std::string problem;         // why there is no run, or no further step; empty: nothing
    std::vector<Step> steps;     // in order; fewer than asked for when it diverged
    core::SnapshotPtr last;      // what the workers did in the last step
    core::SnapshotPtr predicted; // the same as it is simulated
    std::vector<core::live::Fingerprint> prints; // of the workers, after it
    std::optional<double> accuracy;              // of the test samples
    Learned learned;
};

// The one door from the thread that trains: hands the orders over, and what became of the newest
// back to the UI thread. An order for another run stops the one under way in the middle of a step.
class TrainingBridge : public QObject
{
    Q_OBJECT

public:
    explicit TrainingBridge(std::shared_ptr<SharedComputer> computer);
    ~TrainingBridge() override;

    [[nodiscard]] const std::shared_ptr<SharedComputer> &computer() const { return m_computer; }
    [[nodiscard]] bool isBusy() const { return m_newest != m_answered; }
    // Not while an order for the same run is under way: it would be stopped.
    void order(const TrainingOrder &order);
    // The run ends, wherever it is; nothing is answered any more.
    void end();

Q_SIGNALS:
    void arrived(const ui::TrainingNews &news);

private:
    using Runner = core::LatestOnly<TrainingOrder, std::shared_ptr<TrainingNews>>;
    void deliver(const Runner::Answer &answer);

    std::shared_ptr<SharedComputer> m_computer; // that steps are timed by
    std::uint64_t m_newest = 0;
    std::uint64_t m_answered = 0;
    std::unique_ptr<Runner> m_runner; // last: its thread ends before the rest goes
};

} // namespace ui
