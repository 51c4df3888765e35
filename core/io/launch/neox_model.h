// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_settings.h"

namespace core {

// The model that a configuration of GPT-NeoX describes. The vocabulary is padded for tensor
// partners, so their number must be set before. Asks for a vocabulary that no tokenizer gives.
[[nodiscard]] Status takeNeoxModel(LaunchSheet &sheet, LaunchSettings &settings);

} // namespace core
