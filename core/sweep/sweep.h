// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sweep/sweep_point.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace core {

constexpr int kMostSweepThreads = 1024; // that may be asked for

// A sweep as far as it has come.
struct SweepResults
{
    SweepPlan plan;
    std::vector<std::optional<SweepPoint>> points; // by index; nothing: not yet

    bool operator==(const SweepResults &) const = default;

    [[nodiscard]] std::size_t done() const;
    [[nodiscard]] bool isComplete() const { return done() == points.size(); }
    // Nothing where it is not there, or does not run.
    [[nodiscard]] const SweepPoint *running(std::size_t index) const;
};
[[nodiscard]] SweepResults emptyResults(SweepPlan plan);

// All points of a checked plan, on so many threads (0: as many as this machine runs at once). Each
// is what simulating it alone gives, whatever the order and the number of threads. take is called
// with every point as it is done, one at a time, on any of the threads. After a stop request the
// points that were begun are left out.
using TakesPoint = std::function<void(const SweepPoint &)>;
[[nodiscard]] SweepResults sweep(const SweepPlan &plan, int threads = 0,
                                 const std::stop_token &stop = {}, const TakesPoint &take = {});

} // namespace core
