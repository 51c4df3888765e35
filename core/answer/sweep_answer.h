// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace core {

// The parallarium-sweep/1 document of a request (scenarioRequested()) with one more member,
// "sweep": an object with
//   vary           one or two texts such as "cluster.devices=1..1024x2" (axisFrom())
//   scaling        "strong" or "weak"
//   price, watts   dollars for a device hour, watts of a device, above 0
//   points         as many are allowed; the usual number if it is left out
//   threads        0: as many as this machine runs at once
[[nodiscard]] Result<std::string> sweepAnswer(std::string_view request,
                                              const std::stop_token &stop);

} // namespace core
