// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"

namespace core {

// For files without a model: the user's, with the sequences that it is trained with, or that of the
// base; asks for one if there is neither. Whether there is one.
bool takeModelOfUser(LaunchSheet &sheet, int line);

// The batch of the base in micro-batches of this size, as near as the replicas allow; without a
// base, one micro-batch of each replica.
void takeBatchOfBase(LaunchSheet &sheet);

} // namespace core
