// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/plan_costs.h"

#include <algorithm>

namespace core {
namespace {

double nanosOf(const StagePlan &stage, Op op)
{
    return static_cast<double>(stage.visits[static_cast<std::size_t>(op)].duration.count);
}

} // namespace

UnitCosts costsOf(const Plan &plan)
{
    double forward = 0;
    for (const StagePlan &stage : plan.stages)
        forward += nanosOf(stage, Op::Forward);
    const double unit = std::max(1.0, forward / static_cast<double>(plan.stages.size()));
    UnitCosts costs{.forward = {}, .input = {}, .weight = {}, .backward = {}, .hop = {}};
    const std::vector<std::uint16_t> &route = plan.order.routes.front();
    for (std::size_t at = 0; at < plan.stages.size(); ++at) {
        const StagePlan &stage = plan.stages[at];
        costs.forward.push_back(nanosOf(stage, Op::Forward) / unit);
        costs.input.push_back(nanosOf(stage, Op::BackwardInput) / unit);
        costs.weight.push_back(nanosOf(stage, Op::BackwardWeight) / unit);
        costs.backward.push_back(nanosOf(stage, Op::Backward) / unit);
        if (at + 1 == plan.stages.size())
            break;
        const Hop hop = plan.hop(0, route[at], route[at + 1]);
        costs.hop.push_back(static_cast<double>(hop.timeFor(stage.output).count) / unit);
    }
    if (costs.hop.empty())
        costs.hop = {0};
    costs.pair = plan.pair;
    costs.pairFactor = plan.pairFactor;
    return costs;
}

} // namespace core
