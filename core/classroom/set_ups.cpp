// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/set_ups.h"

#include "core/io/scenario/scenario_json.h"
#include "core/presets/builtin_scenarios.h"

#include <filesystem>

namespace core {

Result<Scenario> scenarioOf(const SetUp &setUp, const std::string &folder)
{
    namespace fs = std::filesystem;
    if (findBuiltinScenario(setUp.scenario) || folder.empty())
        return loadScenario(setUp.scenario, setUp.settings);
    const fs::path path(setUp.scenario);
    if (path.is_absolute() || *path.lexically_normal().begin() == "..")
        return Error{'"' + setUp.scenario +
                     "\" lies outside of the lesson's folder: put the scenario beside the lesson."};
    const fs::path beside = fs::path(folder) / path;
    // A name that is neither is told of as it stands, with what is like it.
    return loadScenario(fs::exists(beside) ? beside.string() : setUp.scenario, setUp.settings);
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
