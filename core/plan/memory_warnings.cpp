// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/memory_warnings.h"

#include "core/base/text.h"
#include "core/memory/memory_parts.h"

#include <algorithm>

namespace core {
namespace {

// What ZeRO-2 and ZeRO-3 do not save here.
void warnOfWholeGradients(Plan &plan, const Scenario &scenario)
{
    if (scenario.parallel.gradientScatter != GradientScatter::Usual &&
        !dividesGradients(scenario)) {
        const bool alone = scenario.parallel.sharding >= Sharding::Zero2;
        plan.warnings.push_back(std::string("gradient_scatter has no effect: ") +
                                (scenario.training.pass != Pass::Training
                                     ? "there are no gradients without training."
                                 : alone ? "gradients are not sharded, as no two GPUs hold the "
                                           "same layers (data or context above 1)."
                                         : "gradients are not sharded. Sharding zero2 or zero3 "
                                           "would do that."));
        return;
    }
    if (!keepsWholeGradients(scenario))
        return;
    const auto most = std::ranges::max_element(
        plan.rows, {}, [](const RowPlan &row) { return row.states.gradients; });
    const int added = heldBy(scenario).wholeGradientBytes;
    const std::string wide =
        added > gradientBytesOf(scenario.training)
            ? ", added up in the " + std::to_string(added) + " bytes that they are sent in"
            : ", as with ZeRO-1";
    plan.warnings.push_back(
        "Gradients are reduce-scattered once per step, after the last of " +
        figureOfCount(plan.order.microBatches) +
        " micro-batches, so each GPU keeps its full gradients, " + "up to " +
        figureOf(most->states.gradients).text() + wide +
        (scenario.parallel.pipeline > 1 ? " (DeepSpeed refuses ZeRO-2 with a pipeline)" : "") +
        ". Set gradient_scatter to each_micro_batch to keep only a shard and pay for a "
        "reduce-scatter in every backward pass.");
}

// What a group of sharers comes to.
void warnOfGroups(Plan &plan, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int asked = parallel.shardingGroup;
    const int copies = parallel.data * parallel.context;
    if (asked <= 0)
        return;
    if (parallel.sharding == Sharding::None)
        plan.warnings.push_back("sharding_group has no effect: states are not sharded. Sharding "
                                "zero1, zero2 or zero3 would do that.");
    else if (scenario.train)
        plan.warnings.push_back("sharding_group has no effect: networks that are trained here "
                                "share states among all replicas.");
    else if (asked > copies)
        plan.warnings.push_back("sharding_group has no effect: " + figureOfCount(copies) +
                                (copies == 1 ? " GPU holds" : " GPUs share") +
                                " the states, and a group of " + figureOfCount(asked) +
                                " is larger. Use a group within them, such as a node.");
    else if (const int group = sharersOf(scenario);
             group != asked && (asked < parallel.expert || asked % parallel.expert != 0))
        plan.warnings.push_back(
            "Groups of " + figureOfCount(asked) + " that share states do not hold all experts of " +
            figureOfCount(parallel.expert) + " partners: states are shared in groups of " +
            figureOfCount(group) + '.');
    else if (group != asked)
        plan.warnings.push_back(
            "Groups of " + figureOfCount(asked) + " do not divide " + figureOfCount(copies) +
            " replicas and context partners: " +
            (group == 1 ? "each keeps its states whole."
                        : "states are shared in groups of " + figureOfCount(group) + '.'));
}

// Why there is no second copy of the weights, or another one, if one is asked for.
void warnOfSecondaryGroup(Plan &plan, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int asked = parallel.secondaryGroup;
    const int group = secondarySharersOf(scenario);
    if (asked <= 1 || group == asked)
        return;
    const int sharers = sharersOf(scenario);
    const std::string uneven = " of " + figureOfCount(asked) + " do not divide the " +
                               figureOfCount(sharers) + " GPUs that share the weights";
    if (group > 0)
        return plan.warnings.push_back("Groups" + uneven +
                                       ": the second copy is shared in groups of " +
                                       figureOfCount(group) + '.');
    const std::string among =
        figureOfCount(sharers) + (sharers == 1 ? " GPU holds" : " GPUs share") + " the weights";
    std::string why;
    if (scenario.train)
        why = "networks that are trained here have no second copy of the weights.";
    else if (scenario.training.pass != Pass::Training)
        why = "weights are gathered from it for backward, and there is no backward.";
    else if (parallel.sharding != Sharding::Zero3)
        why = "weights are not sharded. Sharding zero3 would do that.";
    else if (parallel.expert > 1)
        why = "with experts spread over replicas there is no second copy of the weights.";
    else if (asked >= sharers)
        why = among + ", and a group of " + figureOfCount(asked) +
              " is not smaller. Use a group within them, such as a node.";
    else
        why = "groups" + uneven + '.';
    plan.warnings.push_back("secondary_group has no effect: " + why);
}

} // namespace

void warnOfSharedStates(Plan &plan, const Scenario &scenario)
{
    warnOfWholeGradients(plan, scenario);
    warnOfGroups(plan, scenario);
    warnOfSecondaryGroup(plan, scenario);
}

} // namespace core
