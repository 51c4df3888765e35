// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/chrome/recorded_json.h"

#include "core/io/json/json_value.h"
#include "core/recorded/collective_operation.h"
#include "core/recorded/longest_kernels.h"

#include <utility>

namespace core {
namespace {

JsonValue knownOr(std::int64_t value)
{
    return value < 0 ? JsonValue(nullptr) : JsonValue(value);
}

JsonValue jsonOfKinds(const TimeByKind &times)
{
    JsonValue json;
    for (const KernelKindName &kind : kKernelKinds)
        json[kind.id] = times[static_cast<std::size_t>(kind.kind)];
    return json;
}

JsonValue jsonOfCauses(const IdleTimes &times)
{
    JsonValue json;
    for (std::size_t cause = 0; cause < times.size(); ++cause)
        json[kRecordedIdleIds[cause]] = times[cause];
    return json;
}

JsonValue jsonOf(const DeviceFacts &facts, const RecordedRank &rank)
{
    return {{"device", rank.devices[facts.device]},
            {"computing_ns", facts.computing},
            {"communicating_ns", facts.communicating},
            {"hidden_ns", facts.hidden},
            {"exposed_ns", facts.exposed},
            {"copying_ns", facts.copying},
            {"idle_ns", jsonOfCauses(facts.idle)},
            {"peak_allocated_bytes", knownOr(facts.peakAllocated)},
            {"peak_reserved_bytes", knownOr(facts.peakReserved)}};
}

JsonValue jsonOf(const StreamFacts &facts, const RecordedRank &rank)
{
    const RecordedStream &stream = rank.streams[facts.stream];
    return {{"device", rank.devices[static_cast<std::size_t>(stream.device)]},
            {"stream", stream.label},
            {"spans", facts.spans},
            {"busy_ns", jsonOfKinds(facts.busy)},
            {"idle_ns", jsonOfCauses(facts.idle)}};
}

JsonValue jsonOf(const RankFacts &facts, const RecordedRank &rank)
{
    JsonValue::Items devices;
    for (const DeviceFacts &device : facts.devices)
        devices.push_back(jsonOf(device, rank));
    JsonValue::Items streams;
    for (const StreamFacts &stream : facts.streams)
        streams.push_back(jsonOf(stream, rank));
    JsonValue::Items counters;
    for (const RecordedCounter &counter : rank.counters)
        counters.push_back({{"name", counter.name},
                            {"count", counter.count},
                            {"least", counter.least},
                            {"most", counter.most},
                            {"last", counter.last}});
    return {{"rank", rank.rank},
            {"file", rank.file},
            {"events", rank.events},
            {"host_only", rank.hostOnly},
            {"window_ns", facts.window.length()},
            {"clock_shift_ns", rank.clockShift},
            {"devices", std::move(devices)},
            {"streams", std::move(streams)},
            {"collectives", facts.collectives},
            {"waited_ns", facts.waited},
            {"arrived_last", facts.arrivedLast},
            {"kept_waiting_ns", facts.keptWaiting},
            {"counters", std::move(counters)}};
}

JsonValue::Items collectivesOf(const RecordedRun &run, const RecordedFacts &facts)
{
    JsonValue::Items items;
    for (const CollectiveFacts &kind : facts.collectives)
        items.push_back({{"operation", idOfOperation(kind.operation)},
                         {"group", run.groups[kind.group].label},
                         {"message_bytes", kind.message.count > 0 ? JsonValue(kind.message.count)
                                                                  : JsonValue(nullptr)},
                         {"count", kind.count},
                         {"ranks", kind.ranks},
                         {"transfer_ns", kind.transfer},
                         {"wait_ns", kind.wait},
                         {"longest_ns", kind.longest}});
    return items;
}

JsonValue::Items kernelsOf(const RecordedRun &run, const RecordedFacts &facts)
{
    constexpr std::size_t kMost = 100;
    JsonValue::Items items;
    for (const KernelTime &kernel : longestKernels(run, facts, kMost))
        items.push_back({{"name", run.names.name(kernel.name)},
                         {"kind", idOf(run.names.kind(kernel.name))},
                         {"count", kernel.count},
                         {"time_ns", kernel.time}});
    return items;
}

JsonValue::Items stepsOf(const RecordedRun &run, const RecordedFacts &facts)
{
    JsonValue::Items items;
    for (const StepFacts &step : facts.steps)
        items.push_back({{"number", step.number},
                         {"shortest_ns", step.shortest},
                         {"longest_ns", step.longest},
                         {"slowest_rank", run.ranks[step.slowest].rank}});
    return items;
}

} // namespace

std::string recordedToJson(const RecordedRun &run, const RecordedFacts &facts)
{
    JsonValue::Items ranks;
    for (const RankFacts &rank : facts.ranks)
        ranks.push_back(jsonOf(rank, run.ranks[rank.rank]));
    return jsonText({{"format", "parallarium-recorded/1"},
                     {"title", run.title},
                     {"step", facts.step ? JsonValue(*facts.step) : JsonValue(nullptr)},
                     {"steps", stepsOf(run, facts)},
                     {"ranks", std::move(ranks)},
                     {"collectives", collectivesOf(run, facts)},
                     {"matched", facts.matched},
                     {"unmatched_calls", facts.alone},
                     {"kernels", kernelsOf(run, facts)},
                     {"notes", run.notes}});
}

} // namespace core
