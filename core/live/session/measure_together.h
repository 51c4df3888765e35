// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/calibration.h"

#include <functional>
#include <span>
#include <string>

namespace core::live {

// This computer and what the work of these scenarios costs on it, in turn: a while in which other
// programs hold its caches then spoils some of the sittings of both, instead of all of one. Work
// that several have is measured where it comes first. begins() is told of the title of each that is
// measured. Error: one of them cannot be trained.
[[nodiscard]] Result<Calibration>
measureTogether(std::span<const Scenario> scenarios,
                const std::function<void(const std::string &)> &begins);

} // namespace core::live
