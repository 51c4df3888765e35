// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/published_bubble.h"

#include <vector>

namespace core {

// All of them, each schedule made and evaluated with the paper's times.
[[nodiscard]] std::vector<PublishedBubble> publishedBubbles();

} // namespace core
