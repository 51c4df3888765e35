// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/runner/latest_only.h"
#include "core/runner/latest_runner.h"
#include "core/sweep/sweep.h"

#include <QObject>

#include <memory>
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
    [[nodiscard]] bool isBusy() const { return m_busy; }
    // One scenario alone, for simulated().
    void simulate(const core::Scenario &scenario);

Q_SIGNALS:
    // plan: its place in the request.
    void arrived(std::size_t plan, const std::vector<core::SweepPoint> &points);
    void ended();
    void simulated(const core::SnapshotPtr &snapshot);

private:
    struct Request
    {
        std::vector<core::SweepPlan> plans;
        quint64 number = 0;
    };
    using Runner = core::LatestOnly<Request, bool>;

    bool run(const Request &request, const std::stop_token &stop);
    void post(quint64 request, std::size_t plan, std::vector<core::SweepPoint> points);

    quint64 m_newest = 0;
    bool m_busy = false;
    // Last: their threads end before the rest goes.
    std::unique_ptr<Runner> m_runner;
    std::unique_ptr<core::LatestRunner> m_single;
};

} // namespace ui
