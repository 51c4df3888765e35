// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace core {

// Requests as text and answers as text, for a language that has JSON of its own.

// The parallarium-result/1 document of a request (scenarioRequested()).
[[nodiscard]] Result<std::string> simulateAnswer(std::string_view request, std::stop_token stop);

// The parallarium-cost/1 document of a request with one more member, "cost": an object with
//   tokens or steps          how long is trained
//   price, watts, pue        dollars for a device hour, watts of a device, site over devices
//   failures                 whether there are any
//   mtbf, checkpoint_time, restart_time, checkpoint_every
//                            hours of one device, seconds, seconds, steps: each means failures
[[nodiscard]] Result<std::string> costAnswer(std::string_view request, std::stop_token stop);

} // namespace core
