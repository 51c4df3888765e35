// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What can be wrong with an order. Deadlock is checked only if nothing else is wrong.
enum class OrderFault : std::uint8_t {
    MissingForward,
    MissingBackward, // neither a full backward nor one for the input
    MissingWeight,
    Duplicate, // also a full backward and one for the input
    WrongRank,
    StageRange,
    MicroBatchRange,
    BackwardBeforeForward, // also a recomputation before its forward
    WeightBeforeInput,
    PairSelf,      // a pair of which one half needs the other
    RecomputeLate, // after the backward that it is for
    Deadlock
};
constexpr int kOrderFaultCount = 12;

// "MISSING_F", as the exchanged vectors call it.
[[nodiscard]] std::string_view codeOf(OrderFault fault);

struct OrderError
{
    OrderFault fault = OrderFault::Deadlock;
    int rank = -1;     // that runs the action, or that should
    int position = -1; // in the list of the rank, from 0; a pair is one; -1: it is missing
    std::string message;
};

struct OrderErrors
{
    std::vector<OrderError> listed; // rank by rank, then what is missing
    std::int64_t count = 0;         // of all, listed or not

    [[nodiscard]] bool none() const { return count == 0; }
    // "and 1,234 more"; empty when all are listed.
    [[nodiscard]] std::string moreText() const;
};

// Lists at most this many of each fault, but every blocked rank of a deadlock. O(actions + cells).
// The routes must name ranks of the order.
[[nodiscard]] OrderErrors validateOrder(const ScheduleOrder &order, int mostOfEach = 50);

// The same of an order that is still being written: what it lacks is no error, but a visit whose
// input nothing in it produces is blocked.
[[nodiscard]] OrderErrors validateSoFar(const ScheduleOrder &order, int mostOfEach = 50);

} // namespace core
