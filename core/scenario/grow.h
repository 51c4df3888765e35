// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/complete.h"

namespace core {

// How asking for a value changes a layout, before the batch is divided.
void askDevices(Draft &draft, std::int64_t devices);
void askSplit(Draft &draft, std::int64_t strategy);

} // namespace core
