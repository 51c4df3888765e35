// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/same_run.h"

#include "core/presets/this_computer.h"

namespace ui {

namespace {

// What the run is, without what may change while it goes on.
core::Scenario essence(core::Scenario scenario)
{
    scenario.title.clear();
    core::putThisComputer(scenario.cluster, core::usualComputer()); // a run keeps its clock
    if (scenario.train) {
        scenario.train->learningRate = 0;
        scenario.train->shareGradients = true;
        scenario.train->steps = 1;
    }
    return scenario;
}

} // namespace

bool continuesRun(const core::Scenario &before, const core::Scenario &after)
{
    return essence(before) == essence(after);
}

} // namespace ui
