// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/validation_table.h"

#include <vector>

namespace core {

// The published bubble rates, one table for each of the paper's. Makes and evaluates the schedules
// that they ask for: some tens of milliseconds.
[[nodiscard]] std::vector<ValidationTable> bubbleTables();

} // namespace core
