// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/recorded/kernel_kind.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// Reads a parallarium-kernel-rules/1 file (docs/recorded.md): what kernels are for, by their
// names. Error, as "NAME:LINE: what, why, what to do".
[[nodiscard]] Result<std::vector<KernelRule>> readKernelRules(const std::string &path);
[[nodiscard]] Result<std::vector<KernelRule>> kernelRulesFromJson(std::string_view text,
                                                                  const std::string &name);

} // namespace core
