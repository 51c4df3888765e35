// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/language.h"
#include "core/sim/trace.h"

#include <string_view>

namespace core {

// What a device idle for this cause is doing, as every list, tooltip and legend says it; in
// English, which the window translates in the context "Idle".
[[nodiscard]] constexpr std::string_view idleWords(IdleCause cause)
{
    // In the order of IdleCause.
    constexpr std::string_view words[kIdleCauseCount] = {
        inContext("Idle", "filling").text,
        inContext("Idle", "draining").text,
        inContext("Idle", "waiting for others").text,
        inContext("Idle", "waiting for a link").text,
        inContext("Idle", "waiting for a slow GPU").text,
        inContext("Idle", "gradient sync").text,
        inContext("Idle", "waiting for all").text};
    return words[static_cast<std::size_t>(cause)];
}

} // namespace core
