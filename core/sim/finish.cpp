// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/finish.h"

#include "core/presets/price_constants.h"
#include "core/sim/pauses.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

std::size_t rowAt(const Plan &plan, int replicaClass, int rank)
{
    return static_cast<std::size_t>(replicaClass * plan.ranks() + rank);
}

// When the last device of the group has finished its visits.
std::int64_t laggardOf(const Plan &plan, const PipelineEnd &end, const GradientSync &sync)
{
    std::int64_t laggard = 0;
    for (int replicaClass = 0; replicaClass < plan.replicaClasses; ++replicaClass) {
        for (const int rank : sync.ranks)
            laggard = std::max(laggard, end.clock[rowAt(plan, replicaClass, rank)]);
    }
    return laggard;
}

// When the last holder of its stage has this bucket.
std::int64_t readyTime(const Plan &plan, const PipelineEnd &end, const GradientBucket &bucket,
                       World world)
{
    const auto stages = static_cast<std::size_t>(plan.order.stages);
    const auto stage = static_cast<std::size_t>(bucket.stage);
    std::int64_t ready = 0;
    for (int replicaClass = 0; replicaClass < plan.replicaClasses; ++replicaClass) {
        for (std::size_t route = 0; route < plan.order.routes.size(); ++route) {
            const std::size_t at = route * stages + stage;
            const int rank = plan.order.routes[route][stage];
            const double speed = world.slowDevices ? plan.row(replicaClass, rank).speed : 1;
            const Nanos before = plan.lastGradient[at] == Op::BackwardWeight
                                     ? bucket.beforeEndOfWeight
                                     : bucket.beforeEndOfBackward;
            ready = std::max(ready, end.lastBackward[static_cast<std::size_t>(replicaClass)][at] -
                                        atSpeed(before, speed));
        }
    }
    return ready;
}

// What the next forward hides is not in this step, but for what it loses by that.
Nanos exposedOf(const GradientBucket &bucket, Nanos whole)
{
    const auto lost = static_cast<double>(bucket.ahead.count) * kAheadContention;
    return whole - bucket.ahead + Nanos{static_cast<std::int64_t>(lost + 0.5)};
}

// The buckets of one group, one after the other on the communication stream, first ready first.
void shareGradients(StepEnd &step, const Plan &plan, const PipelineEnd &end, int group, World world)
{
    const GradientSync &sync = plan.sync[static_cast<std::size_t>(group)];
    const std::int64_t laggard = laggardOf(plan, end, sync);
    std::vector<std::int64_t> ready;
    ready.reserve(sync.buckets.size());
    for (const GradientBucket &bucket : sync.buckets)
        ready.push_back(plan.overlapSync && bucket.kind == BucketKind::Gradients
                            ? readyTime(plan, end, bucket, world)
                            : laggard);
    std::vector<int> order(ready.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(
        order, {}, [&ready](int bucket) { return ready[static_cast<std::size_t>(bucket)]; });
    std::int64_t free = 0;
    std::int64_t busy = 0;
    for (const int index : order) {
        const GradientBucket &bucket = sync.buckets[static_cast<std::size_t>(index)];
        const Nanos whole = world.linksCost ? bucket.duration : bucket.healthyDuration;
        const Nanos duration = exposedOf(bucket, whole);
        const std::int64_t begin = std::max(free, ready[static_cast<std::size_t>(index)]);
        free = begin + duration.count;
        busy += duration.count;
        const double share = bucket.ahead.count > 0 ? static_cast<double>(duration.count) /
                                                          static_cast<double>(whole.count)
                                                    : 1;
        const auto sent = static_cast<double>(sentOfBucket(sync, bucket).count);
        step.collectives.push_back({begin, free, group, index, bytesFrom(share * sent)});
    }
    // What was hidden took multiprocessors and bandwidth from the visits that hid it.
    if (!sync.buckets.empty() && plan.contention > 0) {
        const std::int64_t hidden = busy - std::clamp<std::int64_t>(free - laggard, 0, busy);
        const auto slowed =
            static_cast<std::int64_t>(plan.contention * static_cast<double>(hidden) + 0.5);
        free += slowed;
        step.collectives.back().end = free;
    }
    for (const int rank : sync.ranks) {
        step.laggard[static_cast<std::size_t>(rank)] = laggard;
        step.syncEnd[static_cast<std::size_t>(rank)] = free;
    }
}

} // namespace

StepEnd finishStep(const Plan &plan, const PipelineEnd &end, World world)
{
    const auto ranks = static_cast<std::size_t>(plan.ranks());
    StepEnd step;
    step.laggard.assign(ranks, 0);
    step.syncEnd.assign(ranks, 0);
    for (const std::int64_t clock : end.clock)
        step.optimizerBegin = std::max(step.optimizerBegin, clock);
    for (int group = 0; group < static_cast<int>(plan.sync.size()); ++group)
        shareGradients(step, plan, end, group, world);
    for (const std::int64_t syncEnd : step.syncEnd)
        step.optimizerBegin = std::max(step.optimizerBegin, syncEnd);
    step.pause = pauseOfStep(plan, {step.optimizerBegin}).count;
    step.optimizerBegin += step.pause;
    step.stop = step.optimizerBegin;
    for (std::size_t row = 0; row < plan.leadCount(); ++row) {
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
    add(plan.ranks() > 1 ? IdleCause::Drain : IdleCause::Barrier,
        step.optimizerBegin - step.pause - syncEnd);
    add(IdleCause::Barrier, step.stop - step.optimizerBegin - step.optimizer[at] + step.pause);
    return idle;
}

} // namespace core
