// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/set_ups.h"

#include "core/io/file/named_file.h"
#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"

#include <algorithm>
#include <filesystem>

namespace core {

Result<Scenario> scenarioOf(const SetUp &setUp, const std::string &folder)
{
    // What is set is the user's own word elsewhere, and may name any file; a lesson may not.
    const bool namesFile = std::ranges::any_of(setUp.settings, [](const std::string &setting) {
        return setting.find("hf_config_file") != std::string::npos;
    });
    if (namesFile)
        return Error{"The changes of a set-up name no files: put a scenario that does beside the "
                     "lesson."};
    if (findBuiltinScenario(setUp.scenario) || folder.empty())
        return loadScenario(setUp.scenario, setUp.settings);
    if (outsideOf(folder, setUp.scenario) != Outside::No)
        return Error{'"' + setUp.scenario +
                     "\" lies outside of the lesson's folder: put the scenario beside the lesson."};
    const std::filesystem::path beside = std::filesystem::path(folder) / setUp.scenario;
    // A name that is neither is told of as it stands, with what is like it.
    return loadScenario(std::filesystem::is_regular_file(beside) ? beside.string() : setUp.scenario,
                        setUp.settings);
}

const Result<Measured> &SetUps::of(const SetUp &setUp)
{
    const std::pair key(setUp.scenario, setUp.settings);
    const auto known = m_known.find(key);
    if (known != m_known.end())
        return known->second;
    const auto measure = [this, &setUp]() -> Result<Measured> {
        const Result<Scenario> scenario = scenarioOf(setUp, m_folder);
        if (!scenario)
            return scenario.error();
        Result<SnapshotPtr> snapshot = run(scenario.value());
        if (!snapshot)
            return snapshot.error();
        return Measured(std::move(snapshot).value());
    };
    return m_known.emplace(key, measure()).first->second;
}

} // namespace core
