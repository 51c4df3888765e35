// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/network/samples.h"

#include <memory>

namespace core {

// The handwritten digits that the program carries (resources/data): 64 numbers from 0 to 1 each,
// 1,500 rows for training and 297 for the test.
[[nodiscard]] std::shared_ptr<const live::Table> digits();

} // namespace core
