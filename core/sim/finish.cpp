// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/finish.h"

#include <algorithm>

namespace core {
namespace {

// When the last replica has this bucket.
std::int64_t readyTime(const Plan &plan, const PipelineEnd &end, int rank,
                       const GradientBucket &bucket, World world)
{
    std::int64_t ready = 0;
    for (int replicaClass = 0; replicaClass < plan.replicaClasses; ++replicaClass) {
        const RowPlan &row = plan.row(replicaClass, rank);
        const auto rowIndex = static_cast<std::size_t>(replicaClass * plan.ranks() + rank);
        std::int64_t time = end.clock[rowIndex];
        if (plan.overlapSync) {
            const double speed = world.slowDevices ? row.speed : 1;
            time = end.lastBackward[static_cast<std::size_t>(replicaClass)]
                                   [static_cast<std::size_t>(bucket.stage)] -
                   atSpeed(bucket.readyBeforeEnd, speed);
        }
        ready = std::max(ready, time);
    }
    return ready;
}

// The buckets of one pipeline rank, one after the other on the communication stream.
void shareGradients(StepEnd &step, const Plan &plan, const PipelineEnd &end, int rank, World world)
{
    const GradientSync &sync = plan.sync[static_cast<std::size_t>(rank)];
    std::int64_t free = 0;
    for (std::size_t i = 0; i < sync.buckets.size(); ++i) {
        const GradientBucket &bucket = sync.buckets[i];
        const Nanos duration = world.linksCost ? bucket.duration : bucket.healthyDuration;
        const std::int64_t begin = std::max(free, readyTime(plan, end, rank, bucket, world));
        free = begin + duration.count;
        step.collectives.push_back({begin, free, rank, static_cast<int>(i)});
    }
    step.syncEnd[static_cast<std::size_t>(rank)] = free;
}

} // namespace

StepEnd finishStep(const Plan &plan, const PipelineEnd &end, World world)
{
    const auto ranks = static_cast<std::size_t>(plan.ranks());
    StepEnd step;
    step.laggard.assign(ranks, 0);
    step.syncEnd.assign(ranks, 0);
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        std::int64_t &laggard = step.laggard[row % ranks];
        laggard = std::max(laggard, end.clock[row]);
        step.optimizerBegin = std::max(step.optimizerBegin, end.clock[row]);
    }
    for (int rank = 0; rank < plan.ranks(); ++rank) {
        shareGradients(step, plan, end, rank, world);
        step.optimizerBegin =
            std::max(step.optimizerBegin, step.syncEnd[static_cast<std::size_t>(rank)]);
    }
    step.stop = step.optimizerBegin;
    for (std::size_t row = 0; row < plan.rows.size(); ++row) {
        const double speed = world.slowDevices ? plan.rows[row].speed : 1;
        step.optimizer.push_back(atSpeed(plan.optimizer[row % ranks], speed));
        step.stop = std::max(step.stop, step.optimizerBegin + step.optimizer.back());
    }
    return step;
}

IdleByCause idleOf(const Plan &plan, const PipelineEnd &end, const StepEnd &step, int row)
{
    const auto at = static_cast<std::size_t>(row);
    const std::size_t rank = at % static_cast<std::size_t>(plan.ranks());
    const std::int64_t clock = end.clock[at];
    const std::int64_t syncEnd = std::max(clock, step.syncEnd[rank]);
    const std::int64_t others = std::clamp(step.laggard[rank], clock, syncEnd);
    IdleByCause idle{};
    const auto add = [&idle](IdleCause cause, std::int64_t time) {
        idle[static_cast<std::size_t>(cause)] += time;
    };
    add(IdleCause::Fill, end.fill[at]);
    add(IdleCause::Dependency, end.dependency[at]);
    add(IdleCause::Barrier, others - clock);
    add(IdleCause::GradientSync, syncEnd - others);
    add(plan.ranks() > 1 ? IdleCause::Drain : IdleCause::Barrier, step.optimizerBegin - syncEnd);
    add(IdleCause::Barrier, step.stop - step.optimizerBegin - step.optimizer[at]);
    return idle;
}

} // namespace core
