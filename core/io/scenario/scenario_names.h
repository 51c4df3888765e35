// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/choice_names.h"

namespace core {

// Units of the numbers in scenario files.
constexpr double kBytesPerGb = 1e9;
constexpr double kFlopsPerTflops = 1e12;
constexpr double kNanosPerMicrosecond = 1e3;
constexpr std::int64_t kUsualSequence = 2048; // of a transformer that does not say

} // namespace core
