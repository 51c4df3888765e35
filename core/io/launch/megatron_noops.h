// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/megatron_values.h"

#include <cstdint>
#include <vector>

namespace core {

// Layers that do nothing but make their number divisible, by their places among all of them; and
// the layers of each stage without those.
[[nodiscard]] std::vector<std::int64_t> megatronNoopLayers(MegatronValues &values);
[[nodiscard]] std::vector<int> withoutNoops(MegatronValues &values,
                                            const std::vector<int> &partition,
                                            const std::vector<std::int64_t> &idle);

} // namespace core
