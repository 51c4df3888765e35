// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/optimizer.h"
#include "core/live/program/layout.h"
#include "core/live/program/replay.h"
#include "core/plan/plan.h"
#include "core/scenario/scenario.h"

#include <new>
#include <system_error>
#include <vector>

namespace core::live {

// A scenario as the engine runs it, from the very plan that is simulated.
struct TrainedLayout
{
    Layout layout;
    OptimizerSpec optimizer;
    Plan plan;                  // a row for each device
    std::vector<int> deviceOf;  // the engine's number of a device → the scenario's
    std::vector<double> speeds; // by the engine's number: 0.5 for a device at half speed

    // The way between two devices by the engine's numbers.
    [[nodiscard]] Hop linkBetween(int from, int to) const;
    // The same for those who ask again and again, as long as this stays where it is.
    [[nodiscard]] LinkBetween links() const
    {
        return [this](int from, int to) { return linkBetween(from, to); };
    }
};

// Refuses what cannot be trained here: no network, more workers than layers or heads, schedules
// that update the weights in between, what the engine does not do.
[[nodiscard]] Result<TrainedLayout> trainedLayout(const Scenario &scenario);

// There is no memory, or there are no threads, for its workers.
[[nodiscard]] Error noMemoryFor(const TrainedLayout &trained);
[[nodiscard]] Error noThreadsFor(const TrainedLayout &trained);

// What work answers that makes and runs workers: a Result, also where the system gives them none.
template <class Work>
[[nodiscard]] auto withMemoryFor(const TrainedLayout &trained, const Work &work) -> decltype(work())
{
    try {
        return work();
    } catch (const std::bad_alloc &) {
        return noMemoryFor(trained);
    } catch (const std::system_error &) {
        return noThreadsFor(trained);
    }
}

} // namespace core::live
