// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/huggingface/hf_config.h"

namespace core {

// Tells what any family may have in its file and no model here has: narrow weights, layers that
// predict further tokens, windows of attention.
void tellUnsimulated(HfConfig &config, const ModelSpec &model);

// Why a type is not read, as the end of a sentence; empty: nothing is known of it.
[[nodiscard]] std::string_view whyNotSimulated(std::string_view type);

} // namespace core
