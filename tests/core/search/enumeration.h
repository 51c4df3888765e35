// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/way_out.h"
#include "core/schedule/schedule.h"
#include "core/search/layout_price.h"

#include <algorithm>
#include <compare>
#include <set>
#include <vector>

// Plain enumeration of the whole space of layouts: every number in every place, asked of the checks
// and priced one after the other.
namespace enumeration {

struct Point
{
    core::Nanos step;
    core::Bytes memory;

    auto operator<=>(const Point &) const = default;
};

// Schedules with a flush in which devices work at the same time.
inline std::vector<const core::ScheduleEntry *> rowsOfSchedules()
{
    std::vector<const core::ScheduleEntry *> rows;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        if (entry.id != "naive" && entry.id != "pipedream")
            rows.push_back(&entry);
    }
    return rows;
}

// Of one choice of degrees and micro-batch: all that fits, and how many are valid.
class Enumeration
{
public:
    explicit Enumeration(const core::Scenario &problem) : m_scenario(problem)
    {
        const int devices = problem.cluster.devices;
        core::ParallelSpec &parallel = m_scenario.parallel;
        for (parallel.data = 1; parallel.data <= devices; ++parallel.data) {
            for (parallel.tensor = 1; parallel.tensor <= devices; ++parallel.tensor) {
                for (parallel.pipeline = 1; parallel.pipeline <= devices; ++parallel.pipeline) {
                    for (parallel.context = 1; parallel.context <= devices; ++parallel.context) {
                        if (parallel.data * parallel.tensor * parallel.pipeline *
                                parallel.context ==
                            devices)
                            enumerateRest();
                    }
                }
            }
        }
    }

    std::vector<Point> points;

private:
    void enumerateRest()
    {
        core::ParallelSpec &parallel = m_scenario.parallel;
        core::TrainingSpec &training = m_scenario.training;
        const auto experts = static_cast<int>(m_scenario.model.transformer()->experts);
        for (parallel.expert = 1; parallel.expert <= experts; ++parallel.expert) {
            for (training.microBatch = 1; training.microBatch <= training.globalBatch;
                 ++training.microBatch) {
                for (int sharding = 0; sharding < 4; ++sharding) {
                    core::shareStates(parallel, static_cast<core::Sharding>(sharding));
                    for (int recompute = 0; recompute < 3; ++recompute) {
                        training.recompute = static_cast<core::Recompute>(recompute);
                        for (const bool sequence : {false, true}) {
                            parallel.sequenceParallel = sequence;
                            enumerateGroups();
                        }
                    }
                }
            }
        }
    }

    // What is alike is left out: see LayoutSpace.
    void enumerateGroups()
    {
        core::ParallelSpec &parallel = m_scenario.parallel;
        const int copies = parallel.data * parallel.context;
        const bool shards = parallel.sharding != core::Sharding::None;
        if ((parallel.sequenceParallel && parallel.tensor == 1) || (shards && copies == 1))
            return;
        enumerateOrders();
        // Those of a node, where there are more: as many as divide the copies and have their tensor
        // partners in it.
        int group = shards ? copies : 1;
        while (group > 1 && (copies % group != 0 || group % parallel.expert != 0 ||
                             group * parallel.tensor > m_scenario.cluster.devicesPerNode))
            --group;
        parallel.shardingGroup = group;
        if (group > 1 && group < copies)
            enumerateOrders();
        parallel.shardingGroup = 0;
    }

    void enumerateOrders()
    {
        core::ParallelSpec &parallel = m_scenario.parallel;
        for (const core::ScheduleEntry *row : rowsOfSchedules()) {
            for (int chunks = row->chunks.least; chunks <= row->chunks.most; ++chunks) {
                parallel.schedule = row->id;
                parallel.chunks = chunks;
                // The check that validate() asks, without the words of what would be valid.
                if (!core::problemWithLayout(m_scenario))
                    takeCuts(*row);
                else if (chunks > m_scenario.model.layerCount() + 3)
                    break;
            }
        }
    }

    // As even as possible, and with one or two layers fewer in the last stage than the even share
    // of a model that has these layers more; each cut once.
    void takeCuts(const core::ScheduleEntry &row)
    {
        take();
        std::vector<int> &cut = m_scenario.parallel.partition;
        const auto stages = static_cast<std::size_t>(core::stagesOf(m_scenario.parallel));
        const auto layers = static_cast<std::size_t>(m_scenario.model.layerCount());
        std::set<std::vector<int>> cuts = {evenCut(layers, stages)};
        for (std::size_t fewer = 1; fewer <= 2 && m_scenario.parallel.pipeline > 1 && !row.searched;
             ++fewer) {
            cut = evenCut(layers + fewer, stages);
            cut.back() -= static_cast<int>(fewer);
            if (*std::ranges::min_element(cut) >= 1 && cuts.insert(cut).second)
                take();
        }
        cut.clear();
    }

    // Layers dealt out until none is left, in rounds over all stages; the last round begins in the
    // middle, from where it goes on to both sides, the first stage's first.
    static std::vector<int> evenCut(std::size_t layers, std::size_t stages)
    {
        std::vector<std::size_t> fromOutside;
        for (std::size_t first = 0, last = stages; first < last;) {
            fromOutside.push_back(--last);
            if (first < last)
                fromOutside.push_back(first++);
        }
        std::vector<int> cut(stages, 0);
        for (std::size_t i = 0; i < layers; ++i)
            ++cut[fromOutside[stages - 1 - i % stages]];
        return cut;
    }

    void take()
    {
        const core::Result<core::LayoutPrice> price = core::priceLayout(m_scenario);
        if (price && price.value().ends)
            points.push_back({price.value().step, price.value().memory});
    }

    core::Scenario m_scenario;
};

inline bool beats(const Point &a, const Point &b)
{
    return a.step <= b.step && a.memory <= b.memory && a != b;
}

} // namespace enumeration
