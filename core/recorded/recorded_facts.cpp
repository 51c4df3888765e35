// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/recorded_facts.h"

#include "core/recorded/stream_time.h"

#include <algorithm>
#include <functional>
#include <map>
#include <tuple>
#include <utility>

namespace core {
namespace {

// From the first begin to the last end; nothing has been recorded: empty.
TimeInterval extentOf(const RecordedRank &rank)
{
    std::optional<TimeInterval> extent;
    for (const RecordedStream &stream : rank.streams) {
        const TimeInterval own = {stream.spans.front().begin, stream.spans.back().end};
        extent = extent ? TimeInterval{std::min(extent->begin, own.begin),
                                       std::max(extent->end, own.end)}
                        : own;
    }
    return extent.value_or(TimeInterval{});
}

const RecordedStep *stepOf(const RecordedRank &rank, std::int64_t number)
{
    const auto found = std::ranges::lower_bound(rank.steps, number, {}, &RecordedStep::number);
    return found == rank.steps.end() || found->number != number ? nullptr : &*found;
}

TimeInterval windowOf(const RecordedRank &rank, std::optional<std::int64_t> number)
{
    if (number) {
        const RecordedStep *step = stepOf(rank, *number);
        return step ? TimeInterval{step->begin, step->end} : TimeInterval{};
    }
    if (rank.steps.empty())
        return extentOf(rank);
    return {rank.steps.front().begin, rank.steps.back().end};
}

std::vector<StepFacts> stepFacts(const RecordedRun &run)
{
    std::vector<StepFacts> facts;
    if (run.ranks.empty())
        return facts;
    for (const RecordedStep &first : run.ranks.front().steps) {
        StepFacts step = {.number = first.number,
                          .shortest = first.end - first.begin,
                          .longest = first.end - first.begin};
        bool everywhere = true;
        for (std::size_t rank = 1; rank < run.ranks.size() && everywhere; ++rank) {
            const RecordedStep *own = stepOf(run.ranks[rank], first.number);
            everywhere = own != nullptr;
            if (!own)
                continue;
            const std::int64_t length = own->end - own->begin;
            step.shortest = std::min(step.shortest, length);
            if (length > step.longest)
                step.slowest = rank;
            step.longest = std::max(step.longest, length);
        }
        if (everywhere)
            facts.push_back(step);
    }
    return facts;
}

void addPeaks(const RecordedRank &rank, RankFacts &facts)
{
    for (const RecordedMemory &memory : rank.memory) {
        const auto device = std::ranges::lower_bound(
            facts.devices, static_cast<std::size_t>(memory.device), {}, &DeviceFacts::device);
        if (device == facts.devices.end() ||
            device->device != static_cast<std::size_t>(memory.device) ||
            memory.time < facts.window.begin || memory.time > facts.window.end)
            continue;
        device->peakAllocated = std::max(device->peakAllocated, memory.allocated);
        device->peakReserved = std::max(device->peakReserved, memory.reserved);
    }
}

RankFacts factsOfRank(const RecordedRun &run, std::size_t index, std::optional<std::int64_t> step)
{
    const RecordedRank &rank = run.ranks[index];
    RankFacts facts;
    facts.rank = index;
    facts.window = windowOf(rank, step);
    std::vector<std::vector<std::size_t>> streams(rank.devices.size()); // of each device
    for (std::size_t stream = 0; stream < rank.streams.size(); ++stream)
        streams[static_cast<std::size_t>(rank.streams[stream].device)].push_back(stream);
    for (std::size_t device = 0; device < rank.devices.size(); ++device) {
        if (streams[device].empty())
            continue;
        const DeviceTime time(rank, streams[device], run.names, facts.window);
        facts.devices.push_back(time.facts());
        facts.devices.back().device = device;
        for (const std::size_t stream : streams[device])
            facts.streams.push_back(time.factsOfStream(stream));
    }
    addPeaks(rank, facts);
    return facts;
}

// Whom a collective kept waiting, and for whom.
void addArrivals(const MatchedCollective &collective, std::vector<RankFacts> &ranks)
{
    std::vector<CollectivePart> parts = collective.parts;
    std::ranges::stable_sort(parts, {}, &CollectivePart::begin);
    const CollectivePart &last = parts.back();
    for (const CollectivePart &part : parts) {
        RankFacts &facts = ranks[part.rank];
        ++facts.collectives;
        // A part that is over before the last one begins did not wait for it: a broadcast's root.
        facts.waited += std::min(part.end, last.begin) - part.begin;
    }
    const std::int64_t lead = last.begin - parts[parts.size() - 2].begin;
    if (lead > 0) {
        ++ranks[last.rank].arrivedLast;
        ranks[last.rank].keptWaiting += lead;
    }
}

bool isWithin(const MatchedCollective &collective, const std::vector<RankFacts> &ranks)
{
    return std::ranges::all_of(collective.parts, [&ranks](const CollectivePart &part) {
        const TimeInterval &window = ranks[part.rank].window;
        return part.end > window.begin && part.end <= window.end;
    });
}

void addCollective(const MatchedCollective &collective, CollectiveFacts &facts)
{
    const auto &parts = collective.parts;
    const auto begins = std::ranges::minmax(parts, {}, &CollectivePart::begin);
    const auto ends = std::ranges::minmax(parts, {}, &CollectivePart::end);
    ++facts.count;
    facts.ranks = std::max(facts.ranks, static_cast<std::int64_t>(parts.size()));
    facts.transfer += std::max<std::int64_t>(0, ends.min.end - begins.max.begin);
    facts.wait += begins.max.begin - begins.min.begin;
    facts.longest = std::max(facts.longest, ends.max.end - begins.min.begin);
}

} // namespace

RecordedFacts factsOf(const RecordedRun &run, const CollectiveMatches &matches,
                      std::optional<std::int64_t> step)
{
    RecordedFacts facts;
    facts.steps = stepFacts(run);
    facts.step = step;
    facts.alone = matches.alone;
    for (std::size_t rank = 0; rank < run.ranks.size(); ++rank)
        facts.ranks.push_back(factsOfRank(run, rank, step));
    std::map<std::tuple<std::uint32_t, std::uint32_t, std::int64_t>, CollectiveFacts> byKind;
    for (const MatchedCollective &collective : matches.collectives) {
        if (!isWithin(collective, facts.ranks))
            continue;
        ++facts.matched;
        addArrivals(collective, facts.ranks);
        CollectiveFacts &kind =
            byKind[{collective.operation, collective.group, collective.message.count}];
        kind.operation = collective.operation;
        kind.group = collective.group;
        kind.message = collective.message;
        addCollective(collective, kind);
    }
    for (const auto &[key, kind] : byKind)
        facts.collectives.push_back(kind);
    std::ranges::stable_sort(facts.collectives, std::greater(),
                             [](const CollectiveFacts &kind) { return kind.transfer + kind.wait; });
    return facts;
}

} // namespace core
