// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/runner/latest_runner.h"
#include "core/sweep/sweep.h"
#include "ui/bridge/newest_work.h"

#include <vector>

namespace ui {

// Runs sweeps in the background, on all cores, one after the other, and tells of their points as
// they are done. A new request takes the place of the one under way.
class SweepBridge : public QObject
{
    Q_OBJECT

public:
    explicit SweepBridge(QObject *parent = nullptr);
    ~SweepBridge() override;

    // Checked plans.
    void start(std::vector<core::SweepPlan> plans);
    void cancel(); // what is there already stays
    [[nodiscard]] bool isBusy() const { return m_work.isBusy(); }
    // One scenario alone, for simulated().
    void simulate(const core::Scenario &scenario);

Q_SIGNALS:
    // plan: its place in the request.
    void arrived(std::size_t plan, const std::vector<core::SweepPoint> &points);
    void ended();
    void simulated(const core::SnapshotPtr &snapshot);

private:
    using Plans = std::vector<core::SweepPlan>;
    using Sweeps = NewestWork<Plans>;

    void run(const Plans &plans, const std::stop_token &stop, const Sweeps::Post &post);

    // Last: their threads end before the rest goes.
    Sweeps m_work;
    core::LatestRunner m_single;
};

} // namespace ui
