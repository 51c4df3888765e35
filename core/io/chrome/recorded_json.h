// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_facts.h"

#include <string>

namespace core {

// What a recording tells, as parallarium-recorded/1: times in whole nanoseconds, sizes in bytes.
// What is not known is null.
[[nodiscard]] std::string recordedToJson(const RecordedRun &run, const RecordedFacts &facts);

} // namespace core
