// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sim/idle_attribution.h"

#include "core/sim/idle_tally.h"

#include <algorithm>
#include <numeric>

namespace core {
namespace {

std::int64_t sumOf(const IdleByCause &idle)
{
    return std::accumulate(idle.begin(), idle.end(), std::int64_t{0});
}

std::int64_t &at(IdleByCause &idle, IdleCause cause)
{
    return idle[static_cast<std::size_t>(cause)];
}

std::int64_t bubbleOf(const IdleByCause &idle)
{
    return sumOf(idle) - idle[static_cast<std::size_t>(IdleCause::GradientSync)];
}

// Base causes scaled to sum to total exactly.
IdleByCause scaledTo(const IdleByCause &base, std::int64_t total)
{
    const std::int64_t sum = sumOf(base);
    if (sum == total)
        return base;
    IdleByCause scaled{};
    if (sum == 0) {
        at(scaled, IdleCause::Dependency) = total;
        return scaled;
    }
    const double share = static_cast<double>(total) / static_cast<double>(sum);
    std::int64_t left = total;
    for (std::size_t cause = 0; cause < base.size(); ++cause) {
        const auto part = static_cast<std::int64_t>(static_cast<double>(base[cause]) * share);
        scaled[cause] = std::min(part, left);
        left -= scaled[cause];
    }
    *std::ranges::max_element(scaled) += left; // the rounding difference
    return scaled;
}

bool anySlowDevice(const Plan &plan)
{
    return std::ranges::any_of(plan.rows, [](const RowPlan &row) { return row.speed != 1; });
}

bool anyLinkCost(const Plan &plan)
{
    return plan.ranks() > 1 || !plan.wiring.faults.empty();
}

// All rows in a world without some kind of trouble.
std::vector<IdleByCause> idleIn(const Plan &plan, World world)
{
    const PipelineEnd end = runQuietly(plan, world);
    const StepEnd step = finishStep(plan, end, world);
    std::vector<IdleByCause> rows;
    for (std::size_t row = 0; row < plan.leadCount(); ++row)
        rows.push_back(idleOf(plan, end, step, static_cast<int>(row)));
    return rows;
}

// One class after the other to the end of what is there.
void appendClass(PipelineEnd &end, const Plan &plan, int replicaClass, World world)
{
    const EngineTask task = engineTask(plan, replicaClass, world);
    EngineState state;
    IdleTally tally(plan.ranks());
    Engine<IdleTally>(task, state, tally).run();
    for (const EngineState::Rank &rank : state.ranks)
        end.clock.push_back(rank.clock);
    end.lastBackward.push_back(std::move(state.lastBackward));
    end.fill.insert(end.fill.end(), tally.fill.begin(), tally.fill.end());
    end.dependency.insert(end.dependency.end(), tally.dependency.begin(), tally.dependency.end());
}

// A class that is like the first.
void repeatFirst(PipelineEnd &end, std::size_t ranks)
{
    for (auto *list : {&end.clock, &end.fill, &end.dependency}) {
        list->resize(list->size() + ranks);
        std::copy_n(list->begin(), ranks, list->end() - static_cast<std::ptrdiff_t>(ranks));
    }
    end.lastBackward.push_back(end.lastBackward.front());
}

} // namespace

PipelineEnd runQuietly(const Plan &plan, World world)
{
    // Replicas differ in the speeds of their devices and in their links, and in nothing else.
    const bool alike = !world.slowDevices && !world.linksCost;
    PipelineEnd end;
    for (int replicaClass = 0; replicaClass < plan.replicaClasses; ++replicaClass) {
        if (alike && replicaClass > 0)
            repeatFirst(end, static_cast<std::size_t>(plan.ranks()));
        else
            appendClass(end, plan, replicaClass, world);
    }
    return end;
}

IdealStep idealStep(const Plan &plan)
{
    constexpr World ideal = {.slowDevices = false, .linksCost = false};
    const PipelineEnd end = runQuietly(plan, ideal);
    const StepEnd step = finishStep(plan, end, ideal);
    std::int64_t idle = 0;
    for (int row = 0; row < plan.ranks(); ++row)
        idle += bubbleOf(idleOf(plan, end, step, row));
    return {{step.stop}, {idle / plan.ranks()}};
}

std::vector<IdleByCause> attributeIdle(const Plan &plan, const PipelineEnd &end,
                                       const StepEnd &step)
{
    std::vector<IdleByCause> real;
    for (std::size_t row = 0; row < plan.leadCount(); ++row)
        real.push_back(idleOf(plan, end, step, static_cast<int>(row)));
    const bool slow = anySlowDevice(plan);
    const bool costly = anyLinkCost(plan);
    if (!slow && !costly)
        return real;
    const std::vector<IdleByCause> healthy = slow ? idleIn(plan, {.slowDevices = false}) : real;
    const std::vector<IdleByCause> free =
        costly ? idleIn(plan, {.slowDevices = false, .linksCost = false}) : healthy;
    for (std::size_t row = 0; row < real.size(); ++row) {
        // Sharing gradients is what the trace shows; all other idle time is the bubble.
        const std::int64_t sync = at(real[row], IdleCause::GradientSync);
        const std::int64_t total = bubbleOf(real[row]);
        const std::int64_t straggler =
            std::clamp<std::int64_t>(total - bubbleOf(healthy[row]), 0, total);
        const std::int64_t link = std::clamp<std::int64_t>(
            bubbleOf(healthy[row]) - bubbleOf(free[row]), 0, total - straggler);
        IdleByCause base = free[row];
        at(base, IdleCause::GradientSync) = 0;
        real[row] = scaledTo(base, total - straggler - link);
        at(real[row], IdleCause::Straggler) += straggler;
        at(real[row], IdleCause::Link) += link;
        at(real[row], IdleCause::GradientSync) = sync;
    }
    return real;
}

} // namespace core
