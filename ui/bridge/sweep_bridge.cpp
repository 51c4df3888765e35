// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/sweep_bridge.h"

#include <chrono>
#include <utility>

namespace ui {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kTogether = std::chrono::milliseconds(30); // one picture shows what arrives in it

} // namespace

SweepBridge::SweepBridge(QObject *parent)
    : QObject(parent),
      m_work(
          this, [this](const auto &...parts) { run(parts...); }, [this] { Q_EMIT ended(); }),
      // Called on the runner's thread; see SimulationBridge.
      m_single([this](core::LatestRunner::Answer answer) {
          const auto deliver = [this, result = std::move(answer.result)] {
              if (result)
                  Q_EMIT simulated(result.value());
          };
          QMetaObject::invokeMethod(this, deliver, Qt::QueuedConnection);
      })
{}

SweepBridge::~SweepBridge() = default;

void SweepBridge::start(std::vector<core::SweepPlan> plans)
{
    m_work.start(std::move(plans));
}

void SweepBridge::cancel()
{
    m_work.cancel();
}

void SweepBridge::simulate(const core::Scenario &scenario)
{
    m_single.request(scenario);
}

// On the thread of the work.
void SweepBridge::run(const Plans &plans, const std::stop_token &stop, const Sweeps::Post &post)
{
    for (std::size_t plan = 0; plan < plans.size(); ++plan) {
        std::vector<core::SweepPoint> together;
        Clock::time_point posted = Clock::now();
        const auto tell = [&] {
            post([this, plan, points = std::exchange(together, {})] {
                Q_EMIT arrived(plan, points);
            });
        };
        (void)core::sweep(plans[plan], 0, stop, [&](const core::SweepPoint &point) {
            together.push_back(point);
            if (Clock::now() - posted < kTogether)
                return;
            posted = Clock::now();
            tell();
        });
        if (stop.stop_requested())
            return;
        tell();
    }
}

} // namespace ui
