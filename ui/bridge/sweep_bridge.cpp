// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/sweep_bridge.h"

#include <chrono>
#include <utility>

namespace ui {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kTogether = std::chrono::milliseconds(30); // one picture shows what arrives in it

} // namespace

SweepBridge::SweepBridge(QObject *parent) : QObject(parent)
{
    // Both callbacks are called on the runners' threads; see SimulationBridge.
    m_runner = std::make_unique<Runner>(
        [this](const Request &request, const std::stop_token &stop) { return run(request, stop); },
        [this](const Runner::Answer &answer) {
            const auto end = [this, number = answer.request] {
                if (number != m_newest)
                    return;
                m_busy = false;
                Q_EMIT ended();
            };
            QMetaObject::invokeMethod(this, end, Qt::QueuedConnection);
        });
    m_single = std::make_unique<core::LatestRunner>([this](core::LatestRunner::Answer answer) {
        const auto deliver = [this, result = std::move(answer.result)] {
            if (result)
                Q_EMIT simulated(result.value());
        };
        QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
    });
}

SweepBridge::~SweepBridge() = default;

void SweepBridge::start(std::vector<core::SweepPlan> plans)
{
    // The runner counts its requests and cancellations from 1, one by one: this is the next number.
    ++m_newest;
    m_busy = true;
    m_newest = m_runner->request({std::move(plans), m_newest});
}

void SweepBridge::cancel()
{
    m_runner->cancel();
    ++m_newest;
    if (std::exchange(m_busy, false))
        Q_EMIT ended();
}

void SweepBridge::simulate(const core::Scenario &scenario)
{
    m_single->request(scenario);
}

// On the runner's thread.
bool SweepBridge::run(const Request &request, const std::stop_token &stop)
{
    for (std::size_t plan = 0; plan < request.plans.size(); ++plan) {
        std::vector<core::SweepPoint> together;
        Clock::time_point posted = Clock::now();
        (void)core::sweep(request.plans[plan], 0, stop, [&](const core::SweepPoint &point) {
            together.push_back(point);
            if (Clock::now() - posted < kTogether)
                return;
            posted = Clock::now();
            post(request.number, plan, std::exchange(together, {}));
        });
        if (stop.stop_requested())
            return false;
        post(request.number, plan, std::move(together));
    }
    return true;
}

void SweepBridge::post(quint64 request, std::size_t plan, std::vector<core::SweepPoint> points)
{
    const auto deliver = [this, request, plan, points = std::move(points)] {
        if (request == m_newest)
            Q_EMIT arrived(plan, points);
    };
    QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
}

} // namespace ui
