// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/processes.h"
#include "app/console/scenario_options.h"
#include "core/io/file/file_writer.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace app {

// Options of a training run, whatever runs it.
struct LiveRunOptions : ScenarioOptions
{
    std::int64_t steps = 0; // 0: as many as the scenario says
    std::string data;       // empty: what the scenario says
    std::string clock;      // empty: steady
    std::string json;
    std::string trace; // file of the last step
    bool progress = false;
};

void addLiveRunOptions(CLI::App &command, LiveRunOptions &options);

// The first option that is given without effect, where a scenario is loaded, or is trained, or
// neither; empty: none.
[[nodiscard]] std::string_view idleOption(const LiveRunOptions &options, bool loads, bool trains);

// The scenario with what the options put in its place.
[[nodiscard]] core::Result<core::Scenario> scenarioToTrain(const LiveRunOptions &options);

// Every process takes part and gets the same answer.
[[nodiscard]] core::Written runLive(const LiveRunOptions &options, Processes &processes);
// Layouts of two networks, or the scenario's: predicted, run, and how far apart.
[[nodiscard]] core::Written runLiveComparison(const LiveRunOptions &options);
// Measures this computer anew, keeps what was measured and shows it.
[[nodiscard]] core::Written runCalibration(const LiveRunOptions &options);

} // namespace app
