// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string>
#include <vector>

namespace core {

// "data 64 x tensor 4 x pipeline 2, Interleaved 1F1B with 14 chunks, ZeRO-1, micro-batches of 2"
[[nodiscard]] std::string layoutText(const Scenario &scenario);

// What a search keeps as it is though it weighs on time and memory: "kernels of PyTorch".
[[nodiscard]] std::vector<std::string> keptByLayouts(const Scenario &scenario);

// What another layout changes, one setting each: "tensor 8 to 4". Empty: nothing.
[[nodiscard]] std::vector<std::string> layoutChanges(const Scenario &now, const Scenario &then);

} // namespace core
