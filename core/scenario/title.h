// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <string>

namespace core {

// The title of a scenario without a given name: "Llama-2 7B on 4 GPUs".
[[nodiscard]] std::string derivedTitle(const Scenario &scenario);

} // namespace core
