// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace core {

// Of what was got right: in tenths, "99.5 %", and never 100 % while something was wrong.
[[nodiscard]] std::string figureOfAccuracy(double share);

} // namespace core
