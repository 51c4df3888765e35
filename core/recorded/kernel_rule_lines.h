// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/recorded/kernel_kind.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// Rules to be read and edited by people, "product: *gemm*", one a line.
[[nodiscard]] std::string linesOfRules(const std::vector<KernelRule> &rules);

// Reads such lines; empty ones mean nothing. Error, as "Line 3: what, what to do": no colon, no
// such kind, no pattern.
[[nodiscard]] Result<std::vector<KernelRule>> rulesOfLines(std::string_view text);

} // namespace core
