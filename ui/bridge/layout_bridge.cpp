// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/layout_bridge.h"

#include "core/runner/all_cores.h"

#include <chrono>
#include <utility>

namespace ui {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kTogether = std::chrono::milliseconds(60); // one picture shows what arrives in it

} // namespace

LayoutBridge::LayoutBridge(QObject *parent) : QObject(parent)
{
    // Both callbacks are called on the runner's thread; see SimulationBridge.
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
}

LayoutBridge::~LayoutBridge() = default;

void LayoutBridge::start(const core::Scenario &scenario)
{
    // The runner counts its requests and cancellations from 1, one by one: this is the next number.
    ++m_newest;
    m_busy = true;
    m_newest = m_runner->request({scenario, m_newest});
}

void LayoutBridge::cancel()
{
    m_runner->cancel();
    ++m_newest;
    if (std::exchange(m_busy, false))
        Q_EMIT ended();
}

// On the runner's thread.
bool LayoutBridge::run(const Request &request, const std::stop_token &stop)
{
    std::vector<core::LayoutPoint> together;
    Clock::time_point posted = {};
    const auto looked = [&](const std::vector<core::LayoutPoint> &points) {
        together.insert(together.end(), points.begin(), points.end());
    };
    const auto told = [&](const core::LayoutAdvice &advice) {
        if (Clock::now() - posted < kTogether)
            return;
        posted = Clock::now();
        post(request.number, advice, std::exchange(together, {}));
    };
    core::LayoutAdvice advice = core::adviseLayouts(request.scenario, {.most = kMostIdeas,
                                                                       .forEach = core::onAllCores,
                                                                       .stop = stop,
                                                                       .told = told,
                                                                       .looked = looked});
    if (stop.stop_requested())
        return false;
    post(request.number, std::move(advice), std::move(together));
    return true;
}

void LayoutBridge::post(quint64 request, core::LayoutAdvice advice,
                        std::vector<core::LayoutPoint> points)
{
    const auto deliver = [this, request, advice = std::move(advice), points = std::move(points)] {
        if (request == m_newest)
            Q_EMIT told(advice, points);
    };
    QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
}

} // namespace ui
