// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/trace.h"

#include <string_view>

namespace core {

// What a device idle for this cause is doing, as every list, tooltip and legend says it.
[[nodiscard]] constexpr std::string_view idleWords(IdleCause cause)
{
    // In the order of IdleCause.
    constexpr std::string_view words[kIdleCauseCount] = {"filling",
                                                         "draining",
                                                         "waiting for others",
                                                         "waiting for a link",
                                                         "waiting for a slow GPU",
                                                         "gradient sync",
                                                         "waiting for all"};
    return words[static_cast<std::size_t>(cause)];
}

} // namespace core
