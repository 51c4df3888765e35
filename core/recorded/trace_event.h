// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace core {

// One event of a profiler's trace, as the Trace Event Format has it and the PyTorch profiler
// (Kineto) fills it in. Texts are those of the file and live as long as the call that hands it on.
struct TraceEvent
{
    char phase = 0; // X complete, B and E begin and end, i instant, s and f of a flow, M, C
    std::string_view category;
    std::string_view name;
    std::string_view process; // number or text
    std::string_view thread;
    std::string_view flow; // of s and f
    // ns; nothing: there is none, or it is no number that can be a time
    std::optional<std::int64_t> time;
    std::optional<std::int64_t> length;

    // What stands in "args"; -1: nothing does.
    struct Arguments
    {
        std::int64_t device = -1;
        std::int64_t stream = -1;
        std::int64_t correlation = -1; // of a kernel and of the call that launched it
        std::string_view collective;   // "allreduce"
        std::int64_t elementsIn = -1;
        std::int64_t elementsOut = -1;
        std::string_view elementType; // "BFloat16"
        std::string_view group;       // of processes, its name
        std::string_view groupDescription;
        std::string_view groupRanks;  // "[0, 1]"
        std::int64_t sequence = -1;   // of the collective in its group
        std::int64_t deviceType = -1; // of memory: 0 is the host
        std::int64_t deviceId = -1;
        std::int64_t allocated = -1; // bytes
        std::int64_t reserved = -1;
        std::string_view label; // of M: the name, or the labels
    };
    Arguments arguments;
};

// One series of a counter (C).
struct CounterValue
{
    std::string_view series;
    double value = 0;
};

} // namespace core
