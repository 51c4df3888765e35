// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch.h"
#include "core/io/scenario/scenario_request.h"

namespace core {

// A text that is no scenario document and that a framework is started with.
[[nodiscard]] bool isLaunchText(const LaunchFile &file);

// A configuration of DeepSpeed, and a model is given for it.
[[nodiscard]] bool isLaunchOfModel(const LaunchFile &file, const ScenarioRequest &request);

// The scenario of either, with the settings of the request.
[[nodiscard]] Result<LoadedScenario> loadLaunch(const LaunchFile &file,
                                                const ScenarioRequest &request);
// The same laid over a scenario, of which it takes what no such file says.
[[nodiscard]] Result<LoadedScenario>
loadLaunchOver(const LaunchFile &file, const ScenarioRequest &request, const Scenario &base);

} // namespace core
