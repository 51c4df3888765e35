// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/link_use.h"

#include "core/analysis/link_speed.h"

#include <algorithm>

namespace core {

Bytes transferSize(const Plan &plan, const Transfer &transfer)
{
    // A gradient is as large as the activation that it belongs to: the output of the stage before.
    const int stage = transfer.gradient ? transfer.stage - 1 : transfer.stage;
    if (stage < 0 || stage >= static_cast<int>(plan.stages.size()))
        return {};
    return plan.stages[static_cast<std::size_t>(stage)].output;
}

Bytes transferSize(const Snapshot &snapshot, std::size_t row, std::size_t transfer)
{
    const std::vector<std::vector<std::int64_t>> &recorded = snapshot.trace.transferBytes;
    return row < recorded.size() && transfer < recorded[row].size()
               ? Bytes{recorded[row][transfer]}
               : transferSize(snapshot.plan, snapshot.trace.transfers[row][transfer]);
}

namespace {

using Rates = std::vector<std::array<double, kTrafficCount>>;

bool holds(const RowPlan &row, std::optional<int> device)
{
    return !device || std::ranges::find(row.devices, *device) != row.devices.end();
}

Hop hopBetween(const Plan &plan, const RowPlan &from, const RowPlan &to)
{
    return plan.hop(from.replicaClass, from.pipelineRank, to.pipelineRank);
}

// The link's entry among those of the sending row; added when it is new.
LinkUse &useOf(std::vector<LinkUse> &uses, std::size_t first, const Plan &plan, const RowPlan &from,
               const RowPlan &to)
{
    const int target = to.devices.front();
    for (std::size_t i = first; i < uses.size(); ++i) {
        if (uses[i].to == target)
            return uses[i];
    }
    const Hop hop = hopBetween(plan, from, to);
    LinkUse use;
    use.from = from.devices.front();
    use.to = target;
    use.count = static_cast<int>(from.devices.size());
    use.bandwidth = hop.bandwidth;
    use.slowed = hop.slowed;
    use.down = hop.down;
    uses.push_back(use);
    return uses.back();
}

// A cut link carries nothing, and is listed for exactly that reason.
void addCutLinks(const Plan &plan, std::size_t row, std::size_t first, std::vector<LinkUse> &uses)
{
    const RowPlan &from = plan.rows[row];
    for (const int rank : {from.pipelineRank - 1, from.pipelineRank + 1}) {
        if (rank < 0 || rank >= plan.ranks())
            continue;
        const RowPlan &to = plan.row(from.replicaClass, rank);
        if (hopBetween(plan, from, to).down)
            useOf(uses, first, plan, from, to);
    }
}

void addRings(const Snapshot &snapshot, std::optional<int> device, std::vector<LinkUse> &uses)
{
    const Plan &plan = snapshot.plan;
    for (int group = 0; group < static_cast<int>(plan.sync.size()); ++group) {
        const GradientSync &sync = plan.sync[static_cast<std::size_t>(group)];
        if (sync.buckets.empty() || sync.ring.devices < 2)
            continue; // nothing is shared, or only a table between two ranks
        LinkUse use;
        use.ring = true;
        use.algorithm = sync.buckets.front().algorithm;
        use.count = sync.ring.devices;
        use.bandwidth = ringSpeed(snapshot, group).bus;
        use.down = sync.down;
        bool first = true;
        bool wanted = !device;
        for (const RowPlan &row : plan.rows) {
            if (plan.syncGroup(row.pipelineRank) != group || row.devices.empty())
                continue;
            use.from = first ? row.devices.front() : std::min(use.from, row.devices.front());
            use.to = std::max(use.to, row.devices.back());
            wanted = wanted || holds(row, device);
            first = false;
        }
        for (const Collective &collective : snapshot.trace.collectives) {
            if (collective.group != group)
                continue;
            use.busy += Nanos{collective.end - collective.begin};
            use.gradients += collective.sent;
        }
        if (use.gradients == Bytes{}) { // nothing was shared yet, or nobody noted how much
            for (const GradientBucket &bucket : sync.buckets)
                use.gradients += sentOfBucket(sync, bucket);
        }
        if (wanted)
            uses.push_back(use);
    }
}

// A rate that starts or ends.
struct RateChange
{
    std::int64_t time = 0;
    std::int64_t bytesPerSecond = 0; // whole, so that what begins and ends cancels exactly
    Traffic traffic = Traffic::Activations;
};

void addRate(std::vector<RateChange> &changes, std::int64_t begin, std::int64_t end, double bytes,
             Traffic traffic)
{
    if (end <= begin)
        return;
    const double duration = seconds({end - begin});
    const std::int64_t rate = bytesFrom(bytes / duration).count;
    changes.push_back({begin, rate, traffic});
    changes.push_back({end, -rate, traffic});
}

void keepPeak(Rates &rates, double from, double to,
              const std::array<std::int64_t, kTrafficCount> &current)
{
    const double total = static_cast<double>(current[0] + current[1] + current[2]);
    if (total <= 0 || from < 0)
        return;
    for (auto x = static_cast<std::size_t>(from);
         x < rates.size() && (static_cast<double>(x) < to || x == static_cast<std::size_t>(from));
         ++x) {
        std::array<double, kTrafficCount> &peak = rates[x];
        if (total <= peak[0] + peak[1] + peak[2])
            continue;
        for (std::size_t i = 0; i < kTrafficCount; ++i)
            peak[i] = static_cast<double>(current[i]);
    }
}

void addRingRates(const Snapshot &snapshot, std::optional<int> device,
                  std::vector<RateChange> &changes)
{
    const Plan &plan = snapshot.plan;
    for (const Collective &collective : snapshot.trace.collectives) {
        const GradientSync &sync = plan.sync[static_cast<std::size_t>(collective.group)];
        if (static_cast<std::size_t>(collective.bucket) >= sync.buckets.size())
            continue;
        if (device &&
            plan.syncGroup(
                plan.rows[static_cast<std::size_t>(snapshot.rowOf(*device))].pipelineRank) !=
                collective.group)
            continue;
        const GradientBucket &bucket = sync.buckets[static_cast<std::size_t>(collective.bucket)];
        const Bytes sent = collective.sent.count > 0 ? collective.sent : sentOfBucket(sync, bucket);
        const double copies = device ? 1 : sync.ring.devices;
        addRate(changes, collective.begin, collective.end, copies * static_cast<double>(sent.count),
                Traffic::AllReduce);
    }
}

} // namespace

std::vector<LinkUse> linkUses(const Snapshot &snapshot, std::optional<int> device)
{
    const Plan &plan = snapshot.plan;
    const Trace &trace = snapshot.trace;
    std::vector<LinkUse> uses;
    for (std::size_t row = 0; row < trace.transfers.size(); ++row) {
        const std::size_t first = uses.size();
        for (std::size_t i = 0; i < trace.transfers[row].size(); ++i) {
            const Transfer &transfer = trace.transfers[row][i];
            const RowPlan &to = plan.rows[static_cast<std::size_t>(transfer.toRow)];
            if (!holds(plan.rows[row], device) && !holds(to, device))
                continue;
            LinkUse &use = useOf(uses, first, plan, plan.rows[row], to);
            (transfer.gradient ? use.gradients : use.activations) += transferSize(snapshot, row, i);
            use.busy += Nanos{transfer.end - transfer.begin};
        }
        if (holds(plan.rows[row], device))
            addCutLinks(plan, row, first, uses);
    }
    addRings(snapshot, device, uses);
    return uses;
}

Rates trafficPeaks(const Snapshot &snapshot, std::optional<int> device, int columns)
{
    const Plan &plan = snapshot.plan;
    const Trace &trace = snapshot.trace;
    std::vector<RateChange> changes;
    for (std::size_t row = 0; row < trace.transfers.size(); ++row) {
        const double copies = device ? 1 : static_cast<double>(plan.rows[row].devices.size());
        for (std::size_t i = 0; i < trace.transfers[row].size(); ++i) {
            const Transfer &transfer = trace.transfers[row][i];
            if (!holds(plan.rows[row], device) &&
                !holds(plan.rows[static_cast<std::size_t>(transfer.toRow)], device))
                continue;
            addRate(changes, transfer.begin, transfer.end,
                    copies * static_cast<double>(transferSize(snapshot, row, i).count),
                    transfer.gradient ? Traffic::Gradients : Traffic::Activations);
        }
    }
    addRingRates(snapshot, device, changes);
    std::ranges::stable_sort(changes, {}, &RateChange::time);
    Rates rates(static_cast<std::size_t>(std::max(0, columns)));
    std::array<std::int64_t, kTrafficCount> current{};
    const double perNano =
        columns / static_cast<double>(std::max<std::int64_t>(1, snapshot.trace.stop));
    for (std::size_t i = 0; i < changes.size(); ++i) {
        current[static_cast<std::size_t>(changes[i].traffic)] += changes[i].bytesPerSecond;
        if (i + 1 < changes.size() && changes[i + 1].time > changes[i].time)
            keepPeak(rates, static_cast<double>(changes[i].time) * perNano,
                     static_cast<double>(changes[i + 1].time) * perNano, current);
    }
    return rates;
}

} // namespace core
