// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_run.h"

#include <vector>

namespace core {

enum class Nesting : bool {
    Refused, // a device works on one thing after the other: what overlaps is a mistake
    Usual    // a thread: operators call operators, and the innermost is at work
};

// Spans in any order, made to lie one after the other. Of spans within others the innermost is at
// work; one that reaches out of the span ahead of it begins where that ends. What had to be cut is
// counted, unless it is nesting as usual.
[[nodiscard]] std::vector<RecordedSpan> tidySpans(std::vector<RecordedSpan> spans, Nesting nesting,
                                                  Mended &mended);

} // namespace core
