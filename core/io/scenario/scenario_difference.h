// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_value.h"
#include "core/scenario/scenario.h"

#include <optional>
#include <string>
#include <vector>

namespace core {

// A setting that two scenarios do not have alike, as files would hold it.
struct SettingDifference
{
    std::string path;               // "parallel.offload_optimizer"
    std::optional<JsonValue> first; // nothing: the file would leave it out
    std::optional<JsonValue> second;
};

// All of them but the titles, in the order of settingTitles() and then those that have no name.
// Model, kind of GPU, links and software are one setting each, whatever differs in them.
[[nodiscard]] std::vector<SettingDifference> settingDifferences(const Scenario &first,
                                                                const Scenario &second);

} // namespace core
