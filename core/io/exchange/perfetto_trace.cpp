// SPDX-License-Identifier: GPL-3.0-or-later
// Perfetto's protobuf (protos/perfetto/trace in github.com/google/perfetto): a Trace is a sequence
// of TracePackets, so it is written packet by packet.
#include "core/io/exchange/exchange_parts.h"
#include "core/io/exchange/perfetto_fields.h"
#include "core/io/exchange/write_exchange.h"

#include <protozero/pbf_writer.hpp>

#include <algorithm>
#include <map>

namespace core {
namespace {

using namespace perfetto;

struct Event
{
    std::int64_t time = 0; // ns
    std::uint64_t track = 0;
    std::int32_t type = 0;
    std::string name = {};
    std::string category = {};
    std::int64_t value = 0; // of a counter
    std::uint64_t flow = 0; // that begins here
    std::uint64_t ending = 0;
};

// Packets of one sequence. A name is written once and called by its number afterwards.
class Packets
{
public:
    explicit Packets(TextSink &sink) : m_sink(sink) {}

    // Returns the number of the track.
    std::uint64_t addTrack(const std::string &name, std::uint64_t parent, bool countsBytes = false)
    {
        const std::uint64_t uuid = ++m_tracks;
        std::string descriptor;
        protozero::pbf_writer writer(descriptor);
        writer.add_uint64(track::kUuid, uuid);
        writer.add_string(track::kName, name);
        if (parent != 0)
            writer.add_uint64(track::kParent, parent);
        if (countsBytes) {
            protozero::pbf_writer counter(writer, track::kCounter);
            counter.add_enum(track::kUnit, track::kBytes);
        }
        std::string body;
        protozero::pbf_writer(body).add_message(packet::kTrackDescriptor, descriptor);
        add(body);
        return uuid;
    }

    void add(const Event &one)
    {
        std::string body;
        protozero::pbf_writer writer(body);
        writer.add_uint64(packet::kTimestamp, static_cast<std::uint64_t>(one.time));
        std::uint64_t name = 0;
        if (!one.name.empty()) {
            const auto [place, isNew] = m_names.try_emplace(one.name, m_names.size() + 1);
            name = place->second;
            if (isNew)
                introduce(writer, name, one.name);
        }
        {
            protozero::pbf_writer track(writer, packet::kTrackEvent);
            track.add_enum(event::kType, one.type);
            if (name != 0)
                track.add_uint64(event::kNameId, name);
            track.add_uint64(event::kTrack, one.track);
            if (!one.category.empty())
                track.add_string(event::kCategories, one.category);
            if (one.type == event::kCount)
                track.add_int64(event::kCounterValue, one.value);
            if (one.flow != 0)
                track.add_fixed64(event::kFlows, one.flow);
            if (one.ending != 0)
                track.add_fixed64(event::kEndingFlows, one.ending);
        }
        add(body);
    }

    [[nodiscard]] bool failed() const { return m_sink.failed(); }

private:
    static void introduce(protozero::pbf_writer &writer, std::uint64_t id, const std::string &text)
    {
        protozero::pbf_writer data(writer, packet::kInterned);
        protozero::pbf_writer name(data, interned::kEventNames);
        name.add_uint64(interned::kId, id);
        name.add_string(interned::kName, text);
    }
    void add(std::string &body)
    {
        protozero::pbf_writer writer(body);
        writer.add_uint32(packet::kSequence, 1);
        writer.add_uint32(packet::kSequenceFlags, m_first
                                                      ? packet::kStateCleared | packet::kNeedsState
                                                      : packet::kNeedsState);
        m_first = false;
        std::string whole;
        protozero::pbf_writer(whole).add_message(kPacket, body);
        m_sink.add(whole);
    }

    TextSink &m_sink;
    std::map<std::string, std::uint64_t> m_names;
    std::uint64_t m_tracks = 0;
    bool m_first = true;
};

void addLasting(Packets &packets, Event begin, std::int64_t end)
{
    begin.type = event::kBegin;
    packets.add(begin);
    packets.add({.time = end, .track = begin.track, .type = event::kEnd});
}

void addSpans(Packets &packets, const Trace &trace, std::size_t row, std::uint64_t track)
{
    const Trace::RowRange range = trace.rows[row];
    for (std::size_t i = range.first; i < range.first + range.count; ++i)
        addLasting(packets,
                   {.time = trace.begin[i],
                    .track = track,
                    .name = spanName(trace, i),
                    .category = std::string(kindWords(trace.tag[i].kind))},
                   trace.end[i]);
}

// A flow begins with the transfer and ends in an instant on the receiver's track.
void addTransfers(Packets &packets, const Trace &trace, std::size_t row,
                  const std::vector<std::uint64_t> &tracks, std::uint64_t parent,
                  std::uint64_t &flow)
{
    Lanes lanes;
    std::vector<std::uint64_t> sends;
    for (const Transfer &sent : trace.transfers[row]) {
        const auto lane = static_cast<std::size_t>(lanes.laneOf(sent.begin, sent.end));
        if (lane >= sends.size())
            sends.push_back(packets.addTrack("sends", parent));
        const std::string what =
            (sent.gradient ? "gradient " : "activation ") + std::to_string(sent.microBatch + 1);
        ++flow;
        addLasting(packets,
                   {.time = sent.begin,
                    .track = sends[lane],
                    .name = what,
                    .category = "transfer",
                    .flow = flow},
                   sent.end);
        packets.add({.time = sent.end,
                     .track = tracks[static_cast<std::size_t>(sent.toRow)],
                     .type = event::kInstant,
                     .name = what,
                     .category = "arrival",
                     .ending = flow});
    }
}

void addMemory(Packets &packets, const RunView &run, std::size_t row, std::uint64_t parent)
{
    const std::vector<MemoryStep> steps = memoryOfRow(run, static_cast<int>(row));
    if (steps.empty())
        return;
    const std::uint64_t track = packets.addTrack("memory", parent, true);
    for (const MemoryStep &step : steps)
        packets.add({.time = step.time.count,
                     .track = track,
                     .type = event::kCount,
                     .value = step.parts.total().count});
}

void addCollectives(Packets &packets, const Trace &trace)
{
    std::vector<Lanes> lanes;
    std::map<std::pair<int, int>, std::uint64_t> tracks;
    for (const Collective &one : trace.collectives) {
        const auto group = static_cast<std::size_t>(std::max(0, one.group));
        lanes.resize(std::max(lanes.size(), group + 1));
        const int lane = lanes[group].laneOf(one.begin, one.end);
        std::uint64_t &track = tracks[{one.group, lane}];
        if (track == 0)
            track = packets.addTrack("collectives " + std::to_string(one.group + 1), 0);
        addLasting(packets,
                   {.time = one.begin,
                    .track = track,
                    .name = "all-reduce " + std::to_string(one.bucket + 1),
                    .category = "collective"},
                   one.end);
    }
}

} // namespace

void writePerfettoTrace(TextSink &sink, const RunView &run, std::string_view title)
{
    const Trace &trace = run.trace();
    Packets packets(sink);
    const std::uint64_t whole = packets.addTrack(std::string(title), 0);
    std::vector<std::uint64_t> parents;
    std::vector<std::uint64_t> tracks;
    std::map<int, std::uint64_t> devices;
    for (const RowInfo &info : trace.info) {
        std::uint64_t &device = devices[trackDevice(info)];
        if (device == 0)
            device = packets.addTrack(trackName(info), whole);
        parents.push_back(device);
        tracks.push_back(packets.addTrack(
            info.stream == 0 ? "work" : "stream " + std::to_string(info.stream), device));
    }
    std::uint64_t flow = 0;
    for (std::size_t row = 0; row < trace.rows.size() && !packets.failed(); ++row) {
        addSpans(packets, trace, row, tracks[row]);
        addTransfers(packets, trace, row, tracks, parents[row], flow);
        addMemory(packets, run, row, parents[row]);
    }
    addCollectives(packets, trace);
}

} // namespace core
