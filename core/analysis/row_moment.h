// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/moment.h"

namespace core {

// For all devices of a row, without walking its spans: only state, span and progress. For pictures
// of a thousand devices.
[[nodiscard]] DeviceMoment rowMoment(const Snapshot &snapshot, int row, Nanos time);

} // namespace core
