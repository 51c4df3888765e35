// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/wish.h"

#include <string>

namespace core {

// "Micro-batch size"
[[nodiscard]] std::string nameOfSetting(Setting setting);

// The end of a sentence: "so that the global batch stays 64". Empty for Because::Nothing.
[[nodiscard]] std::string textOfReason(const Reason &reason);

} // namespace core
