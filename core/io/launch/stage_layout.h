// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace core {

// Layers of each stage in a --pipeline-model-parallel-layout, in order: "Et*3|(tt|)*29,m|L" is 3,
// twenty-nine times 2, and 0. Nothing: it is none, or longer than any pipeline.
[[nodiscard]] std::optional<std::vector<int>> stageLayout(std::string_view layout);

} // namespace core
