// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/ideas.h"

#include "core/scenario/edits.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kMostIdeas = 3;
constexpr double kWorthwhile = 0.005; // of the step, or of the capacity
constexpr double kMemoryMatters = 0.5;

using Change = std::optional<Scenario> (*)(Scenario);

std::optional<Scenario> repairDevices(Scenario scenario)
{
    if (scenario.faults.devices.empty())
        return std::nullopt;
    scenario.faults.devices.clear();
    return scenario;
}

std::optional<Scenario> repairLinks(Scenario scenario)
{
    if (scenario.faults.links.empty())
        return std::nullopt;
    scenario.faults.links.clear();
    return scenario;
}

std::optional<Scenario> placeInOrder(Scenario scenario)
{
    if (scenario.parallel.placement.empty())
        return std::nullopt;
    scenario.parallel.placement.clear();
    return scenario;
}

std::optional<Scenario> moreMicroBatches(Scenario scenario)
{
    if (!isPipelined(scenario))
        return std::nullopt;
    const std::int64_t doubled = 2 * microBatchCount(scenario);
    return withMicroBatches(std::move(scenario), doubled);
}

std::optional<Scenario> takeNoTurns(Scenario scenario)
{
    if (strategyOf(scenario) != Strategy::Layers)
        return std::nullopt;
    // As many micro-batches as make the fill and drain small, if the batch can be cut so far.
    Scenario pipeline = withStrategy(std::move(scenario), Strategy::Pipeline);
    return withMicroBatches(pipeline, std::min<std::int64_t>(2 * pipeline.parallel.pipeline,
                                                             pipeline.training.globalBatch));
}

std::optional<Scenario> oneForwardOneBackward(Scenario scenario)
{
    if (scenario.parallel.schedule != "gpipe")
        return std::nullopt;
    return withSchedule(std::move(scenario), "1f1b");
}

std::optional<Scenario> overlap(Scenario scenario)
{
    if (scenario.parallel.data < 2 || scenario.parallel.overlap)
        return std::nullopt;
    return withOverlap(std::move(scenario), true);
}

std::optional<Scenario> recompute(Scenario scenario)
{
    if (scenario.training.recompute == Recompute::Full)
        return std::nullopt;
    return withRecompute(std::move(scenario), Recompute::Full);
}

struct Row
{
    IdeaKind kind;
    Change change;
};
constexpr Row kRows[] = {
    {IdeaKind::RepairDevices, repairDevices},
    {IdeaKind::RepairLinks, repairLinks},
    {IdeaKind::PlaceInOrder, placeInOrder},
    {IdeaKind::TakeNoTurns, takeNoTurns},
    {IdeaKind::MoreMicroBatches, moreMicroBatches},
    {IdeaKind::OneForwardOneBackward, oneForwardOneBackward},
    {IdeaKind::Overlap, overlap},
    {IdeaKind::Recompute, recompute},
};

bool doesTheSameWork(const Scenario &a, const Scenario &b)
{
    return a.model == b.model && a.training.globalBatch == b.training.globalBatch &&
           a.training.sequence == b.training.sequence && a.cluster.devices == b.cluster.devices;
}

Bytes fullest(const Metrics &metrics)
{
    return metrics.rows[static_cast<std::size_t>(metrics.fullestRow)].peakMemory;
}

std::optional<Idea> tried(const Row &row, const Snapshot &now, std::stop_token stop)
{
    std::optional<Scenario> changed = row.change(now.scenario);
    if (!changed || *changed == now.scenario || !doesTheSameWork(*changed, now.scenario))
        return std::nullopt;
    const Result<SnapshotPtr> after = run(*changed, stop);
    if (!after || !after.value()->metrics.fits || !after.value()->trace.completed)
        return std::nullopt;
    const Metrics &metrics = after.value()->metrics;
    return Idea{row.kind,
                std::move(*changed),
                now.metrics.step - metrics.step,
                fullest(now.metrics) - fullest(metrics),
                now.metrics.idleShare,
                metrics.idleShare,
                now.metrics.gradientSyncShare,
                metrics.gradientSyncShare};
}

} // namespace

std::vector<Idea> ideasFor(const Snapshot &snapshot, std::stop_token stop)
{
    if (!snapshot.metrics.fits || snapshot.metrics.rows.empty())
        return {};
    const double step = static_cast<double>(snapshot.metrics.step.count);
    const double capacity = static_cast<double>(snapshot.plan.capacity.count);
    std::vector<Idea> faster;
    std::vector<Idea> smaller;
    for (const Row &row : kRows) {
        if (stop.stop_requested())
            return {};
        std::optional<Idea> idea = tried(row, snapshot, stop);
        if (!idea)
            continue;
        // A step that a cut link stopped has no length to compare with.
        if (!snapshot.trace.completed ||
            static_cast<double>(idea->saved.count) > kWorthwhile * step)
            faster.push_back(std::move(*idea));
        else if (static_cast<double>(idea->freed.count) > kWorthwhile * capacity)
            smaller.push_back(std::move(*idea));
    }
    std::ranges::stable_sort(faster, std::greater{}, [](const Idea &idea) { return idea.saved; });
    std::ranges::stable_sort(smaller, std::greater{}, [](const Idea &idea) { return idea.freed; });
    const bool full =
        static_cast<double>(fullest(snapshot.metrics).count) > kMemoryMatters * capacity;
    const bool addSmaller = full && !smaller.empty();
    faster.resize(std::min(faster.size(), kMostIdeas - (addSmaller ? 1 : 0)));
    if (addSmaller)
        faster.push_back(std::move(smaller.front()));
    return faster;
}

} // namespace core
