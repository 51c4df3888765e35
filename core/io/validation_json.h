// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/published_bubbles.h"

#include <string>
#include <vector>

namespace core {

// {"groups": [{group, rows, mean_abs_error, max_abs_error, agree}], "rows": [{id, group,
// published, predicted, error, …}]}; errors are differences of two rates.
[[nodiscard]] std::string publishedBubblesToJson(const std::vector<PublishedBubble> &bubbles);

} // namespace core
