// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <functional>
#include <string_view>

namespace core {

// Value of a name of an expression; an Error says why it has none.
using ValueOfName = std::function<Result<double>(std::string_view name)>;

// Numbers and names, joined by + - * / and parentheses. A name is letters, digits, _ and points
// ("devices.0.busy_s"). Error: what cannot be read, a name without a value, or a division by 0.
[[nodiscard]] Result<double> valueOfExpression(std::string_view text, const ValueOfName &valueOf);

} // namespace core
