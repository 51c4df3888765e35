// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/calibration.h"

#include <stop_token>

namespace core::live {

// measureWork of calibrate.h in so many ns of processor time, all steps together.
[[nodiscard]] Status measureWorkFor(std::int64_t time, const Scenario &scenario,
                                    Calibration &calibration, const std::stop_token &stop);

} // namespace core::live
