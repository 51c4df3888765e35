// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/engine_task.h"

#include <cmath>

namespace core {

std::int64_t atSpeed(Nanos duration, double speed)
{
    if (speed == 1)
        return duration.count;
    return std::llround(static_cast<double>(duration.count) / speed);
}

EngineTask engineTask(const Plan &plan, int replicaClass, World world)
{
    EngineTask task;
    task.order = &plan.order;
    task.serialEntry = plan.order.oneAtATime && !plan.training;
    // Training stacks recompute inside the backward pass, which begins when the gradient is there.
    task.recomputeWaits = true;
    task.pair = plan.pair;
    task.pairFactor = plan.pairFactor;
    const int stages = plan.order.stages;
    for (std::size_t op = 0; op < kOpCount; ++op) {
        for (const std::vector<std::uint16_t> &route : plan.order.routes) {
            for (int stage = 0; stage < stages; ++stage) {
                const auto at = static_cast<std::size_t>(stage);
                const double speed =
                    world.slowDevices ? plan.row(replicaClass, route[at]).speed : 1;
                task.duration[op].push_back(atSpeed(plan.stages[at].visits[op].duration, speed));
                if (op == 0 && !plan.update.empty())
                    task.update.push_back(atSpeed(plan.update[at], speed));
            }
        }
    }
    connectStages(task, [&](int from, int to, int stage, bool) {
        if (!world.linksCost)
            return Wire{};
        const Hop hop = plan.hop(replicaClass, from, to);
        return Wire{.latency = hop.latency.count,
                    .carry =
                        hop.carryTime(plan.stages[static_cast<std::size_t>(stage)].output).count,
                    .down = hop.down};
    });
    return task;
}

} // namespace core
