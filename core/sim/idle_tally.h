// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/engine.h"

namespace core {

// Records only how long each rank waits, before and after its first work.
struct IdleTally
{
    explicit IdleTally(int ranks)
        : fill(static_cast<std::size_t>(ranks)), dependency(fill), firstWork(fill.size(), -1)
    {}
    void wait(int rank, std::int64_t begin, const Arrival &value, const Action &)
    {
        const auto at = static_cast<std::size_t>(rank);
        (firstWork[at] < 0 ? fill : dependency)[at] += value.arrival - begin;
    }
    void work(int rank, std::int64_t begin, std::int64_t, const Action &)
    {
        std::int64_t &first = firstWork[static_cast<std::size_t>(rank)];
        first = first < 0 ? begin : first;
    }
    void transfer(int, int, std::int64_t, std::int64_t, const Action &) {}

    std::vector<std::int64_t> fill;
    std::vector<std::int64_t> dependency;
    std::vector<std::int64_t> firstWork;
};

} // namespace core
