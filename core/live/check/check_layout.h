// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/live/check/reference_run.h"
#include "core/live/program/layout.h"

#include <string_view>

namespace core::live {

// "", "dp2", "pp4", "pp4:zb-h1", "tp2", "zero3:2", "2x2" (replicas x stages). Where the schedule
// asks for more micro-batches than the reference run has, the next number that divides its batch.
[[nodiscard]] Result<Layout> layoutFor(const ReferenceRun &run, std::string_view text);

} // namespace core::live
