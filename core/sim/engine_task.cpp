// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/engine_task.h"

#include <algorithm>
#include <cmath>

namespace core {

std::int64_t atSpeed(Nanos duration, double speed)
{
    if (speed == 1)
        return duration.count;
    return std::llround(static_cast<double>(duration.count) / speed);
}

bool handsOver(Op op)
{
    return op != Op::Recompute && op != Op::BackwardWeight;
}

bool hidesExpertComm(const Plan &plan)
{
    return plan.pair == PairRule::Sum &&
           std::ranges::any_of(plan.stages, [](const StagePlan &stage) {
               const VisitProfile &visit = stage.visits[static_cast<std::size_t>(Op::Forward)];
               return visit.parts[static_cast<std::size_t>(CostPart::ExpertComm)].count > 0;
           });
}

EngineTask engineTask(const Plan &plan, int replicaClass, World world)
{
    EngineTask task;
    setEngineTask(task, plan, replicaClass, world);
    return task;
}

void setEngineTask(EngineTask &task, const Plan &plan, int replicaClass, World world)
{
    for (std::vector<std::int64_t> &durations : task.duration)
        durations.clear();
    for (auto *list : {&task.work, &task.expertComm}) {
        for (std::vector<std::int64_t> &durations : *list)
            durations.clear();
    }
    task.update.clear();
    task.order = &plan.order;
    task.serialEntry = plan.order.oneAtATime && !plan.training;
    // Training stacks recompute inside the backward pass, which begins when the gradient is there.
    task.recomputeWaits = true;
    task.pair = plan.pair;
    task.pairFactor = plan.pairFactor;
    task.hides = hidesExpertComm(plan);
    task.contention = plan.contention;
    const int stages = plan.order.stages;
    for (std::size_t route = 0; route < plan.order.routes.size(); ++route) {
        const std::vector<std::uint16_t> &ranks = plan.order.routes[route];
        for (int stage = 0; stage < stages; ++stage) {
            const auto at = static_cast<std::size_t>(stage);
            const double speed = world.slowDevices ? plan.row(replicaClass, ranks[at]).speed : 1;
            const std::int64_t handOver =
                world.linksCost ? plan.exposedHandOver(replicaClass, route, stage).count : 0;
            for (std::size_t op = 0; op < kOpCount; ++op) {
                const VisitProfile &visit = plan.stages[at].visits[op];
                const std::int64_t after = handsOver(static_cast<Op>(op)) ? handOver : 0;
                task.duration[op].push_back(atSpeed(visit.duration, speed) + after);
                if (!task.hides)
                    continue;
                task.work[op].push_back(atSpeed(visit.withoutExpertComm, speed) + after);
                task.expertComm[op].push_back(
                    atSpeed(visit.parts[static_cast<std::size_t>(CostPart::ExpertComm)], speed));
            }
            if (!plan.update.empty())
                task.update.push_back(atSpeed(plan.update[at], speed));
        }
    }
    connectStages(task, [&](int from, int to, int stage, bool) {
        if (!world.linksCost)
            return Wire{};
        const Hop hop = plan.hop(replicaClass, from, to);
        const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
        if (plan.exchange == Exchange::Blocking)
            return Wire{.down = hop.down,
                        .within = (hop.timeFor(at.output) + at.gatherOutput).count};
        return Wire{.latency = hop.latency.count + at.gatherOutput.count,
                    .carry = hop.carryTime(at.output).count,
                    .down = hop.down};
    });
}

} // namespace core
