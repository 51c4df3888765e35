// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/check/check_run.h"

#include <string>

namespace core {

// {"name", "layout", "digits", "within", "values": [{"quantity", "of", "expected", "got",
// "difference", "allowed", "within"}]}
[[nodiscard]] std::string checkedRunToJson(const live::ReferenceRun &run,
                                           const live::CheckedRun &checked, live::Digits digits);

// A line for each quantity: how many numbers, the worst of them, and what is allowed.
[[nodiscard]] std::string checkedRunToText(const live::ReferenceRun &run,
                                           const live::CheckedRun &checked, live::Digits digits);

} // namespace core
