// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/link_use.h"

#include "core/analysis/link_speed.h"
#include "core/plan/placement.h"

#include <algorithm>
#include <cmath>

namespace core {

Bytes transferSize(const Plan &plan, const Transfer &transfer)
{
    // A gradient is as large as the activation that it belongs to: the output of the stage before.
    const int stage = transfer.gradient ? transfer.stage - 1 : transfer.stage;
    if (stage < 0 || stage >= static_cast<int>(plan.stages.size()))
        return {};
    return plan.stages[static_cast<std::size_t>(stage)].output;
}

Bytes transferSize(const RunView &run, std::size_t row, std::size_t transfer)
{
    const std::vector<std::vector<std::int64_t>> &recorded = run.trace().transferBytes;
    if (row < recorded.size() && transfer < recorded[row].size())
        return {recorded[row][transfer]};
    return run.snapshot() ? transferSize(run.snapshot()->plan, run.trace().transfers[row][transfer])
                          : Bytes{};
}

bool holds(const RowPlan &row, std::optional<int> device)
{
    return !device || std::ranges::find(row.devices, *device) != row.devices.end();
}

std::vector<LayerTraffic> visitTraffic(const Snapshot &snapshot)
{
    const Plan &plan = snapshot.plan;
    std::vector<LayerTraffic> traffic(plan.stages.size() * kOpCount);
    for (std::size_t i = 0; i < traffic.size(); ++i) {
        const StagePlan &stage = plan.stages[i / kOpCount];
        for (int layer = stage.firstLayer; layer < stage.endLayer; ++layer) {
            const LayerTraffic one =
                layerTraffic(plan.layers[static_cast<std::size_t>(layer)], layer,
                             static_cast<Op>(i % kOpCount), snapshot.scenario);
            for (std::size_t kind = 0; kind < one.size(); ++kind)
                traffic[i][kind] += one[kind];
        }
    }
    return traffic;
}

const LayerTraffic *trafficOf(const std::vector<LayerTraffic> &traffic, SpanTag tag)
{
    const std::optional<Op> op = opOf(tag.kind);
    const std::size_t at = op ? tag.stage * kOpCount + static_cast<std::size_t>(*op) : 0;
    return op && at < traffic.size() ? &traffic[at] : nullptr;
}

namespace {

Hop hopBetween(const Plan &plan, const RowPlan &from, const RowPlan &to)
{
    return plan.hop(from.replicaClass, from.pipelineRank, to.pipelineRank);
}

// The link's entry among those of the sending row; added when it is new.
LinkUse &useOf(std::vector<LinkUse> &uses, std::size_t first, int senders, const Plan &plan,
               const RowPlan &from, const RowPlan &to)
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
    use.count = senders;
    use.bandwidth = hop.bandwidth;
    use.slowed = hop.slowed;
    use.down = hop.down;
    uses.push_back(use);
    return uses.back();
}

// A cut link carries nothing, and is listed for exactly that reason.
void addCutLinks(const Plan &plan, std::size_t row, std::size_t first, int senders,
                 std::vector<LinkUse> &uses)
{
    const RowPlan &from = plan.rows[row];
    for (const int rank : {from.pipelineRank - 1, from.pipelineRank + 1}) {
        if (rank < 0 || rank >= plan.ranks())
            continue;
        const RowPlan &to = plan.row(from.replicaClass, rank);
        if (hopBetween(plan, from, to).down)
            useOf(uses, first, senders, plan, from, to);
    }
}

// From each device to the next, ascending; 1 where they do not lie evenly.
int strideOf(const std::vector<int> &devices)
{
    if (devices.size() < 2)
        return 1;
    const int stride = devices[1] - devices[0];
    for (std::size_t i = 2; i < devices.size(); ++i) {
        if (devices[i] - devices[i - 1] != stride)
            return 1;
    }
    return std::max(1, stride);
}

void setDevices(LinkUse &use, std::vector<int> devices)
{
    std::ranges::sort(devices);
    use.from = devices.front();
    use.to = devices.back();
    use.stride = strideOf(devices);
}

// The first so many partners of a rank: within its group, then in those of further replicas, which
// a custom placement puts anywhere.
std::vector<int> partnerDevices(const Scenario &scenario, PartnerKind kind, int rank, int count)
{
    const ParallelSpec &parallel = scenario.parallel;
    std::vector<int> devices;
    for (int i = 0; i < count; ++i)
        devices.push_back(kind == PartnerKind::Tensor
                              ? deviceOf(scenario, 0, rank) + i
                              : deviceOf(scenario, i / parallel.context, rank) +
                                    i % parallel.context * parallel.tensor);
    return devices;
}

LinkUse partnersOf(const Snapshot &snapshot, PartnerKind kind, const RowPlan &row)
{
    const ParallelSpec &parallel = snapshot.scenario.parallel;
    LinkUse use;
    use.ring = true;
    use.partners = kind;
    use.count = kind == PartnerKind::Tensor    ? parallel.tensor
                : kind == PartnerKind::Context ? parallel.context
                : kind == PartnerKind::Experts ? parallel.expert
                                               : sharersOf(snapshot.scenario);
    setDevices(use, partnerDevices(snapshot.scenario, kind, row.pipelineRank, use.count));
    use.alike = snapshot.plan.replicas * snapshot.plan.groupSize / use.count;
    return use;
}

// The collectives within visits, one entry for each pipeline rank and kind.
void addPartners(const Snapshot &snapshot, std::optional<int> device, std::vector<LinkUse> &uses)
{
    const Plan &plan = snapshot.plan;
    const std::vector<LayerTraffic> visits = visitTraffic(snapshot);
    for (int rank = 0; rank < plan.ranks() && !visits.empty(); ++rank) {
        const auto row = static_cast<std::size_t>(rank); // of the first class
        if (row >= snapshot.trace.rows.size() ||
            (device &&
             plan.rows[static_cast<std::size_t>(snapshot.rowOf(*device))].pipelineRank != rank))
            continue;
        LayerTraffic sum;
        const Trace::RowRange range = snapshot.trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const LayerTraffic *visit = trafficOf(visits, snapshot.trace.tag[i]);
            for (std::size_t kind = 0; visit && kind < sum.size(); ++kind)
                sum[kind] += (*visit)[kind];
        }
        for (std::size_t kind = 0; kind < sum.size(); ++kind) {
            if (sum[kind].sent <= 0)
                continue;
            LinkUse use = partnersOf(snapshot, static_cast<PartnerKind>(kind), plan.rows[row]);
            use.gradients = bytesFrom(sum[kind].sent);
            use.busy = nanosFromSeconds(sum[kind].seconds);
            use.bandwidth = sum[kind].seconds > 0 ? sum[kind].sent / sum[kind].seconds : 0;
            uses.push_back(use);
        }
    }
}

// What a group has sent of its collectives, and the time that they took: all, and of experts.
struct RingSums
{
    double sent = 0;
    double busy = 0; // ns
    double expertsSent = 0;
    double expertsBusy = 0;
};

RingSums sumsOf(const Snapshot &snapshot, int group)
{
    const GradientSync &sync = snapshot.plan.sync[static_cast<std::size_t>(group)];
    RingSums sums;
    const auto add = [&](const GradientBucket &bucket, Bytes sent, double busy) {
        const auto whole = static_cast<double>(sentOfBucket(sync, bucket).count);
        const auto experts = static_cast<double>(expertsSentOfBucket(sync, bucket).count);
        sums.sent += static_cast<double>(sent.count);
        sums.busy += busy;
        if (experts <= 0)
            return;
        sums.expertsSent += static_cast<double>(sent.count) * experts / whole;
        sums.expertsBusy += busy * static_cast<double>(bucket.expertDuration.count) /
                            static_cast<double>(std::max<std::int64_t>(1, bucket.duration.count));
    };
    for (const Collective &collective : snapshot.trace.collectives) {
        if (collective.group != group)
            continue;
        const auto index = static_cast<std::size_t>(collective.bucket);
        const GradientBucket bucket =
            index < sync.buckets.size() ? sync.buckets[index] : GradientBucket{};
        if (bucket.ahead.count > 0) // step after step, the forward that hides a part sends that too
            add(bucket, sentOfBucket(sync, bucket), static_cast<double>(bucket.duration.count));
        else
            add(bucket, collective.sent, static_cast<double>(collective.end - collective.begin));
    }
    if (sums.sent > 0)
        return sums;
    for (const GradientBucket &bucket : sync.buckets) // nothing was shared yet, or noted
        add(bucket, sentOfBucket(sync, bucket), 0);
    return sums;
}

// The rings of experts, taken out of what is that of all replicas.
std::optional<LinkUse> expertRing(LinkUse &all, const RingSums &sums, const GradientSync &sync,
                                  const Plan &plan)
{
    const int partners = sync.ring.devices / sync.expertCopies;
    if (sums.expertsSent <= 0 || partners == 1)
        return std::nullopt;
    const auto rate = [](const LinkUse &use) {
        return use.busy.count > 0 ? static_cast<double>(use.gradients.count) / seconds(use.busy)
                                  : 0;
    };
    LinkUse ring = all;
    ring.experts = true;
    ring.count = sync.expertCopies;
    ring.alike = plan.tensor * partners;
    std::vector<int> devices;
    for (std::size_t i = 0; i < sync.ringDevices.size(); i += static_cast<std::size_t>(partners))
        devices.push_back(sync.ringDevices[i]);
    setDevices(ring, std::move(devices));
    ring.gradients = bytesFrom(sums.expertsSent);
    ring.busy = Nanos{std::llround(sums.expertsBusy)};
    ring.bandwidth = rate(ring);
    all.gradients -= ring.gradients;
    all.busy -= ring.busy;
    all.bandwidth = rate(all);
    return ring;
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
        use.alike = plan.tensor;
        use.bandwidth = ringSpeed(snapshot, group).bus;
        use.down = sync.down;
        if (!sync.ringDevices.empty())
            setDevices(use, sync.ringDevices);
        bool wanted = !device;
        for (const RowPlan &row : plan.rows)
            wanted = wanted || (plan.syncGroup(row.pipelineRank) == group && holds(row, device));
        if (!wanted)
            continue;
        const RingSums sums = sumsOf(snapshot, group);
        use.gradients = bytesFrom(sums.sent);
        use.busy = Nanos{std::llround(sums.busy)};
        const std::optional<LinkUse> experts = expertRing(use, sums, sync, plan);
        uses.push_back(use);
        if (experts)
            uses.push_back(*experts);
    }
}

} // namespace

// Fast partners of a slow device are rows of their own, whose messages are those of the slow row: a
// simulation notes them there alone.
Senders sendersOf(const Snapshot &snapshot, std::optional<int> device)
{
    const std::vector<RowPlan> &rows = snapshot.plan.rows;
    const auto &transfers = snapshot.trace.transfers;
    Senders senders = {std::vector<int>(rows.size()), std::vector<bool>(rows.size())};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const bool own = row < transfers.size() && !transfers[row].empty();
        const std::size_t at = own ? row : static_cast<std::size_t>(rows[row].lead);
        senders.count[at] += static_cast<int>(rows[row].devices.size());
        senders.include[at] = senders.include[at] || holds(rows[row], device);
    }
    return senders;
}

std::vector<LinkUse> linkUses(const Snapshot &snapshot, std::optional<int> device)
{
    const Plan &plan = snapshot.plan;
    const Senders senders = sendersOf(snapshot, device);
    const Trace &trace = snapshot.trace;
    std::vector<LinkUse> uses;
    for (std::size_t row = 0; row < trace.transfers.size(); ++row) {
        const std::size_t first = uses.size();
        for (std::size_t i = 0; i < trace.transfers[row].size(); ++i) {
            const Transfer &transfer = trace.transfers[row][i];
            const RowPlan &to = plan.rows[static_cast<std::size_t>(transfer.toRow)];
            if (!senders.include[row] && !senders.include[static_cast<std::size_t>(transfer.toRow)])
                continue;
            LinkUse &use = useOf(uses, first, senders.count[row], plan, plan.rows[row], to);
            (transfer.gradient ? use.gradients : use.activations) += transferSize(snapshot, row, i);
            use.busy += Nanos{transfer.end - transfer.begin};
        }
        if (senders.include[row])
            addCutLinks(plan, row, first, senders.count[row], uses);
    }
    addPartners(snapshot, device, uses);
    addRings(snapshot, device, uses);
    return uses;
}

} // namespace core
