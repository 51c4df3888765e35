// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/run_assumptions.h"

#include "core/advice/effect_list.h"
#include "core/base/text.h"
#include "core/sim/pauses.h"

namespace core {

void addPauses(EffectList &list, const Scenario &scenario)
{
    const SoftwareSpec &software = scenario.cluster.software;
    const int devices = scenario.cluster.devices;
    Said pauses(inContext("Assumption",
                          "Each process stops %1 times an hour, for %2 on average, and at the end "
                          "of a step all wait for the longest of these pauses. The largest run "
                          "measured had %3 GPUs."),
                {figureOfNumber(software.pausesPerHour), figureOf(software.pause).text(),
                 figureOfCount(kMostPausingDevices)});
    if (devices > kMostPausingDevices)
        pauses.sentence +=
            ' ' + phrase(inContext("Assumption", "Here there are %1."), {figureOfCount(devices)});
    list.add(inContext("Assumption", "Pauses of processes"),
             software.pausesPerHour > 0 && software.pause > Nanos{} && devices > 1, pauses,
             devices > 1 ? inContext("Assumption",
                                     "None: this generation of software collects garbage in all "
                                     "processes at once.")
                         : inContext("Assumption", "There is one GPU."));
}

void addSurroundings(EffectList &list, const Scenario &scenario)
{
    const std::size_t faults = scenario.faults.devices.size() + scenario.faults.links.size();
    list.add(inContext("Assumption", "Faults"), faults > 0,
             faults == 1 ? Said(inContext("Assumption", "One slow or broken part is simulated."))
                         : Said(inContext("Assumption", "%1 slow or broken parts are simulated."),
                                {figureOfCount(static_cast<std::int64_t>(faults))}),
             inContext("Assumption", "All GPUs and links are healthy."));
    list.add(
        inContext("Assumption", "In-network reduction"), false, kNothing,
        inContext(
            "Assumption",
            "Not modelled: all-reduce runs on the GPUs even where switches could reduce (NVLS)."));
    list.add(inContext("Assumption", "Data loading and checkpoints"), false, kNothing,
             inContext("Assumption", "Not modelled: the input is always ready."));
    list.add(inContext("Assumption", "Other jobs on the network"), false, kNothing,
             inContext("Assumption", "Not modelled: the run has its links to itself."));
}

} // namespace core
