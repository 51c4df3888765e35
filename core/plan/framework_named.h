// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string_view>

namespace core {

// As a scenario names it: whose kernels attention, sums of gradients and tensor partners have, and
// who gathers weights. "usual" where no framework by name does all of that: the tensor partners of
// Llama 3 beside PyTorch's ZeRO-2, InternEvo's owners of ZeRO-1. Named so, the scenario is the
// same.
[[nodiscard]] std::string_view frameworkNamed(const Scenario &scenario);

} // namespace core
