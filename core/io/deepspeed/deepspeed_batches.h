// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"
#include "core/scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

constexpr std::string_view kTrainBatch = "train_batch_size";
constexpr std::string_view kMicroBatch = "train_micro_batch_size_per_gpu";
constexpr std::string_view kAccumulation = "gradient_accumulation_steps";

// "auto" leaves a value to the launcher: here, to the scenario.
[[nodiscard]] bool isAuto(const JsonNode *node);

// Nothing if it is missing or "auto"; complains outside of least to most.
[[nodiscard]] std::optional<std::int64_t> wholeIn(ObjectReader &reader, std::string_view key,
                                                  std::int64_t least, std::int64_t most);
[[nodiscard]] std::optional<bool> flagIn(ObjectReader &reader, std::string_view key);

// Missing sizes follow from the given ones as in DeepSpeed, which accumulates over one step unless
// told otherwise; where a size is "auto", the scenario's own stands.
void applyBatches(ObjectReader &reader, Scenario &scenario);

} // namespace core
