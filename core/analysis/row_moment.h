// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"

namespace core {

// Of all devices of a row, without what takes a walk through its spans: state, span and progress
// alone. For pictures of a thousand devices.
[[nodiscard]] DeviceMoment rowMoment(const Snapshot &snapshot, int row, Nanos time);

} // namespace core
