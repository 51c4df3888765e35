// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace core {

// The parallarium-advice/1 document of a request (scenarioRequested()) with one more member,
// "advise": an object with top, the number of ideas (3), and memory_limit, the most that a layout
// may need of a device (memoryLimitFrom()). After a stop request: an error.
[[nodiscard]] Result<std::string> adviseAnswer(std::string_view request,
                                               const std::stop_token &stop);

} // namespace core
