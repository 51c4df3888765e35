// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace core {

// The list that --moe-layer-freq stands for: "[0]*3+[1]*58", "([0]*2+[1])*4", "[0, 1, 1]", or a
// whole number N, with which every N-th of so many layers has experts. Nothing: it is none of
// these, or longer than any model.
[[nodiscard]] std::optional<std::vector<int>> layerPattern(std::string_view text,
                                                           std::int64_t layers);

} // namespace core
