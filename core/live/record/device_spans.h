// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/record/messages.h"
#include "core/sim/trace.h"

#include <optional>
#include <vector>

namespace core::live {

// A message that work had to wait for.
struct AwaitedMessage
{
    int from = 0; // device
    Place place = Place::None;
    std::int32_t microBatch = -1;
    MessageTimes times;
};

// A stretch of work of one device: a whole visit of a stage, with what its partners exchange in it,
// or the optimizer.
struct WorkSpan
{
    std::int64_t begin = 0; // virtual ns
    std::int64_t end = 0;
    SpanTag tag;
    std::optional<AwaitedMessage> awaited; // the last message between the span before and this one
};

// What a device works on in a step, in order. Between the spans it is idle.
[[nodiscard]] std::vector<WorkSpan> workSpans(const Layout &layout, int device,
                                              const Program &program, const InstructionTimes &times,
                                              Messages &messages);

} // namespace core::live
