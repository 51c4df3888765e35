// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"
#include "core/scenario/scenario.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What a configuration asks for that changes the step or the memory but is not simulated, as
// sentences: "zero_optimization.zero_hpz_partition_size is 8: …". scenario: with the configuration
// applied.
[[nodiscard]] std::vector<std::string> unsimulatedBy(const JsonNode &root,
                                                     const Scenario &scenario);

// What becomes of optimizer states on "nvme" (ZeRO-Infinity, arXiv:2104.07857), which stage 3 alone
// has (runtime/zero/offload_config.py). Adam reads and writes a weight and two moments of 4 bytes.
[[nodiscard]] std::string wordsOnDisks(Sharding sharding);

// The paths of all keys that unsimulatedBy() looks at.
[[nodiscard]] std::span<const std::string_view> keysThatChangeTheStep();
// Whether unsimulatedBy() tells of this key with this value.
[[nodiscard]] bool isReported(std::string_view path, const JsonNode &node);

} // namespace core
