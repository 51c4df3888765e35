// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/expert_assumptions.h"

#include "core/advice/effect_list.h"
#include "core/base/text.h"
#include "core/cost/expert_exchange.h"

#include <algorithm>

namespace core {
namespace {

bool runsPairs(const ParallelSpec &parallel)
{
    if (const ScheduleEntry *entry = findSchedule(parallel.schedule))
        return entry->hasPairs;
    if (!parallel.own.order)
        return false;
    return std::ranges::any_of(parallel.own.order->actions, [](const auto &actions) {
        return std::ranges::any_of(actions, &Action::pairedWithNext);
    });
}

} // namespace

void addRouting(EffectList &list, const Scenario &scenario)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || spec->experts <= 1)
        return;
    const ParallelSpec &parallel = scenario.parallel;
    const bool partners = parallel.expert > 1;
    const bool perNode = partners && parallel.dispatch == Dispatch::PerNode;
    const Members members = membersAt(parallel.expert, parallel.tensor, fabricOf(scenario));
    const Words none = inContext("Assumption", "There are no expert partners.");
    list.add(
        inContext("Assumption", "One copy per node"), perNode,
        {inContext(
             "Assumption",
             "A token crosses the network once per node that holds one of its experts, %1 times "
             "on average, and is forwarded over the node's own links (DeepEP)."),
         {figureOfNumber(copiesPerNode(*spec, members).network)}},
        partners
            ? inContext("Assumption", "Each expert gets its own copy, even where two share a node.")
            : none);
    const bool limited = spec->groupsPerToken > 0 && spec->groupsPerToken < spec->expertGroups;
    list.add(
        inContext("Assumption", "Router limited to groups"), limited,
        {perNode
             ? inContext(
                   "Assumption",
                   "The experts of a token are in at most %1 of %2 groups, so in fewer nodes.")
             : inContext("Assumption",
                         "The experts of a token are in at most %1 of %2 groups; this only helps "
                         "with one copy per node."),
         {figureOfCount(spec->groupsPerToken), figureOfCount(spec->expertGroups)}},
        inContext("Assumption", "A token may go to any expert."));
    list.add(inContext("Assumption", "Tokens sent in one byte"),
             partners && scenario.training.dispatchBytes == 1,
             inContext("Assumption", "Dispatch is in fp8 with one scale per 128 elements; "
                                     "combine is as wide as activations."),
             partners ? inContext("Assumption", "Dispatch and combine are as wide as activations.")
                      : none);
    list.add(inContext("Assumption", "Uneven experts"), false, kNothing,
             inContext("Assumption", "Not modelled: every expert gets the same number of tokens."));
}

void addExperts(EffectList &list, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool partners = parallel.expert > 1;
    const bool pairs = partners && parallel.pipeline > 1 && runsPairs(parallel);
    const bool hidden = pairs && parallel.pair == PairRule::Sum;
    const double beside = scenario.cluster.software.expertOverlap;
    if (partners && beside > 0 && !parallel.own.order && !runsPairs(parallel)) {
        list.add(
            inContext("Assumption", "Expert all-to-all"), true,
            {inContext("Assumption",
                       "Hidden by %1 beside the compute of another micro-batch, as Megatron does."),
             {figureOfShare(beside)}},
            kNothing);
        return;
    }
    list.add(
        inContext("Assumption", "Expert all-to-all"), hidden,
        inContext(
            "Assumption",
            "Hidden behind the paired pass: in a pair of a forward and a backward, the all-to-all "
            "of one overlaps the compute of the other. It stays exposed in unpaired passes and in "
            "full recomputation."),
        !partners ? inContext("Assumption", "There are no expert partners.")
        : pairs
            ? inContext(
                  "Assumption",
                  "Counted like any other part of a pass: the pair is set to a share of the two.")
            : inContext("Assumption",
                        "Exposed: only schedules with pairs, such as DualPipe, hide it."));
}

} // namespace core
