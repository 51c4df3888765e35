// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/complete.h"

namespace core {

// Global batch, micro-batch size and their number, with one part that follows.
void divideBatch(Draft &draft, BatchPart follows);

} // namespace core
