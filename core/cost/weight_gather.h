// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// While one layer is worked on, sharded weights of the next are gathered, and gradients of the one
// before are scattered. The engine of core/live gathers weights when they are needed.
[[nodiscard]] bool overlapsLayers(const Scenario &scenario);

} // namespace core
