// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/layout_advice.h"

#include <string>

namespace core {

// A parallarium-advice/1 document (docs/best-layout.md); every idea carries its whole scenario.
[[nodiscard]] std::string adviceToJson(const Scenario &now, const LayoutAdvice &advice);

} // namespace core
