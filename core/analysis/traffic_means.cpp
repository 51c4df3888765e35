// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/traffic_means.h"

#include "core/analysis/link_use.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

using Rates = std::vector<std::array<double, kTrafficCount>>;

// Means over equal stretches of the step.
class MeanRates
{
public:
    MeanRates(Nanos stop, int columns)
        : m_rates(static_cast<std::size_t>(std::max(0, columns))),
          m_perNano(columns / static_cast<double>(std::max<std::int64_t>(1, stop.count)))
    {}

    // Bytes that are sent evenly from begin to end: to each column the part that lies in it.
    void add(std::int64_t begin, std::int64_t end, double bytes, Traffic traffic)
    {
        if (end <= begin)
            return;
        const double rate = bytes / seconds({end - begin});
        const double from = static_cast<double>(begin) * m_perNano;
        const double to =
            std::min(static_cast<double>(end) * m_perNano, static_cast<double>(m_rates.size()));
        for (double x = std::floor(from); x < to; ++x)
            m_rates[static_cast<std::size_t>(x)][static_cast<std::size_t>(traffic)] +=
                rate * (std::min(to, x + 1) - std::max(from, x));
    }
    [[nodiscard]] Rates take() { return std::move(m_rates); }

private:
    Rates m_rates;
    double m_perNano; // columns
};

void addPartnerRates(const Snapshot &snapshot, std::optional<int> device, MeanRates &rates)
{
    const Plan &plan = snapshot.plan;
    const Trace &trace = snapshot.trace;
    const std::vector<LayerTraffic> visits = visitTraffic(snapshot);
    for (std::size_t row = 0; row < trace.rows.size() && row < plan.rows.size(); ++row) {
        if (!holds(plan.rows[row], device))
            continue;
        const double copies = device ? 1 : static_cast<double>(plan.rows[row].devices.size());
        const Trace::RowRange range = trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const LayerTraffic *visit = trafficOf(visits, trace.tag[i]);
            double sent = 0;
            for (std::size_t kind = 0; visit && kind < visit->size(); ++kind)
                sent += (*visit)[kind].sent;
            if (sent > 0)
                rates.add(trace.begin[i], trace.end[i], copies * sent, Traffic::Collectives);
        }
    }
}

void addRingRates(const Snapshot &snapshot, std::optional<int> device, MeanRates &rates)
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
        // Each tensor partner has a ring of its own.
        const double copies = device ? 1 : sync.ring.devices * plan.tensor;
        const auto add = [&](const Collective &part, Bytes bytes) {
            rates.add(part.begin, part.end, copies * static_cast<double>(bytes.count),
                      Traffic::Collectives);
        };
        add(collective, sent);
        if (const std::optional<Collective> hidden = hiddenAhead(snapshot, collective))
            add(*hidden, hidden->sent);
    }
}

} // namespace

std::optional<Collective> hiddenAhead(const Snapshot &snapshot, const Collective &collective)
{
    const auto group = static_cast<std::size_t>(collective.group);
    if (group >= snapshot.plan.sync.size())
        return {};
    const GradientSync &sync = snapshot.plan.sync[group];
    const auto index = static_cast<std::size_t>(collective.bucket);
    if (index >= sync.buckets.size() || sync.buckets[index].ahead.count <= 0)
        return {};
    const GradientBucket &bucket = sync.buckets[index];
    const Bytes rest{sentOfBucket(sync, bucket).count - collective.sent.count};
    if (collective.sent.count <= 0 || rest.count <= 0)
        return {};
    Collective hidden = collective;
    hidden.begin = 0;
    hidden.end = std::min(bucket.ahead.count, snapshot.trace.stop);
    hidden.sent = rest;
    return hidden;
}

Rates trafficMeans(const Snapshot &snapshot, std::optional<int> device, int columns)
{
    const Trace &trace = snapshot.trace;
    const Senders senders = sendersOf(snapshot, device);
    MeanRates rates({trace.stop}, columns);
    for (std::size_t row = 0; row < trace.transfers.size(); ++row) {
        const double copies = device ? 1 : senders.count[row];
        for (std::size_t i = 0; i < trace.transfers[row].size(); ++i) {
            const Transfer &transfer = trace.transfers[row][i];
            if (!senders.include[row] && !senders.include[static_cast<std::size_t>(transfer.toRow)])
                continue;
            rates.add(transfer.begin, transfer.end,
                      copies * static_cast<double>(transferSize(snapshot, row, i).count),
                      transfer.gradient ? Traffic::Gradients : Traffic::Activations);
        }
    }
    addRingRates(snapshot, device, rates);
    addPartnerRates(snapshot, device, rates);
    return rates.take();
}

} // namespace core
