// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// What else must follow for a change to be accepted: the nearest degrees, devices and batch.
[[nodiscard]] Scenario completed(Scenario change);

} // namespace core
