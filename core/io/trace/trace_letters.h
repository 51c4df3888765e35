// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/trace.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace core {

constexpr std::string_view kTraceFormat = "parallarium-trace/1";

// How a trace file spells the kind of a span, one letter each: work in the order of SpanKind, and
// of a wait its cause in the order of IdleCause.
constexpr std::string_view kWorkLetters = "FBIWRO CXPAY"; // no span is a wait without a cause
constexpr std::string_view kWaitLetters = "fdplsgb";
constexpr std::string_view kSpanLetters = "FBIWROCXPAYfdplsgb"; // all of them
static_assert(kWorkLetters.size() == kSpanKindCount && kWaitLetters.size() == kIdleCauseCount);

[[nodiscard]] constexpr char letterOf(const SpanTag &tag)
{
    return tag.kind == SpanKind::Wait ? kWaitLetters[static_cast<std::size_t>(tag.cause)]
                                      : kWorkLetters[static_cast<std::size_t>(tag.kind)];
}

// Kind and cause alone, of one of the letters.
[[nodiscard]] constexpr SpanTag tagOf(char letter)
{
    SpanTag tag;
    if (const std::size_t cause = kWaitLetters.find(letter); cause != std::string_view::npos)
        tag.cause = static_cast<IdleCause>(cause);
    else
        tag.kind = static_cast<SpanKind>(kWorkLetters.find(letter));
    return tag;
}

// The columns of memory, as files and messages call them, in the order of the parts.
struct MemoryColumn
{
    std::string_view name;
    Bytes MemoryParts::*part;
};
constexpr std::array<MemoryColumn, 5> kMemoryColumns = {{{"parameters", &MemoryParts::parameters},
                                                         {"gradients", &MemoryParts::gradients},
                                                         {"optimizer", &MemoryParts::optimizer},
                                                         {"activations", &MemoryParts::activations},
                                                         {"buffers", &MemoryParts::buffers}}};

} // namespace core
