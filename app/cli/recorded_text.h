// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_facts.h"

#include <string>

namespace app {

// What a recording tells, in lines for a terminal.
[[nodiscard]] std::string recordedText(const core::RecordedRun &run,
                                       const core::RecordedFacts &facts);

} // namespace app
