// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exchange/read_perfetto_step.h"

#include "core/analysis/idle_words.h"
#include "core/io/exchange/exchange_parts.h"
#include "core/io/exchange/perfetto_fields.h"
#include "core/io/exchange/words_back.h"
#include "core/io/file/byte_reader.h"
#include "core/io/file/files.h"
#include "core/sim/trace_builder.h"

#include <protozero/pbf_reader.hpp>

#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace core {
namespace {

using namespace perfetto;

constexpr std::size_t kLargest = std::size_t{2} << 30; // bytes, unpacked

// A field by its number and its wire type: one of another type is not what we wrote, and reading it
// as such would end the program.
constexpr std::uint32_t varintField(protozero::pbf_tag_type tag)
{
    return protozero::tag_and_type(tag, protozero::pbf_wire_type::varint);
}
constexpr std::uint32_t fixedField(protozero::pbf_tag_type tag)
{
    return protozero::tag_and_type(tag, protozero::pbf_wire_type::fixed64);
}
constexpr std::uint32_t bytesField(protozero::pbf_tag_type tag)
{
    return protozero::tag_and_type(tag, protozero::pbf_wire_type::length_delimited);
}

struct Track
{
    std::string name;
    std::uint64_t parent = 0;
    int row = -1; // that it is
};

struct Event
{
    std::int64_t time = 0; // ns
    std::uint64_t track = 0;
    std::int32_t type = 0;
    std::string name;
    std::string category;
    std::uint64_t flow = 0;
    std::uint64_t ending = 0;
};

// Takes the packets in the order in which they were written: tracks before what happens on them,
// and of each row first what it does, then what it sends.
class StepReader
{
public:
    // False: this can be no part of a step.
    [[nodiscard]] bool add(protozero::pbf_reader packet);
    [[nodiscard]] std::optional<Trace> close();
    [[nodiscard]] const std::string &title() const { return m_title; }

private:
    void addTrack(protozero::pbf_reader descriptor);
    void addNames(protozero::pbf_reader data);
    [[nodiscard]] Event eventOf(protozero::pbf_reader message, std::int64_t time) const;
    [[nodiscard]] bool add(const Event &event);
    [[nodiscard]] bool addLasting(const Event &begin, std::int64_t end);
    [[nodiscard]] bool addSpan(int row, const Event &begin, std::int64_t end);

    TraceBuilder m_builder;
    std::map<std::uint64_t, Track> m_tracks;
    std::map<std::uint64_t, int> m_devices; // by their track
    std::map<std::uint64_t, std::string> m_names;
    std::map<std::uint64_t, Event> m_open;    // by track
    std::map<std::uint64_t, Transfer> m_sent; // by flow
    std::string m_title;
    int m_row = -1; // that did something last
};

void StepReader::addTrack(protozero::pbf_reader descriptor)
{
    std::uint64_t uuid = 0;
    Track added;
    while (descriptor.next()) {
        if (descriptor.tag_and_type() == varintField(track::kUuid))
            uuid = descriptor.get_uint64();
        else if (descriptor.tag_and_type() == bytesField(track::kName))
            added.name = descriptor.get_string();
        else if (descriptor.tag_and_type() == varintField(track::kParent))
            added.parent = descriptor.get_uint64();
        else
            descriptor.skip();
    }
    if (m_tracks.empty())
        m_title = added.name;
    const auto device = m_tracks.find(added.parent);
    const bool isRow = added.name == "work" || added.name.starts_with("stream ");
    if (isRow && device != m_tracks.end()) {
        const auto number = static_cast<int>(m_devices.size());
        const int known = m_devices.try_emplace(added.parent, number).first->second;
        RowInfo info;
        info.label = device->second.name;
        info.devices = {known};
        info.replicas = {known};
        if (added.name != "work")
            std::from_chars(added.name.data() + 7, added.name.data() + added.name.size(),
                            info.stream);
        added.row = m_builder.addRow(std::move(info));
    }
    m_tracks[uuid] = std::move(added);
}

void StepReader::addNames(protozero::pbf_reader data)
{
    while (data.next(interned::kEventNames, protozero::pbf_wire_type::length_delimited)) {
        protozero::pbf_reader name = data.get_message();
        std::uint64_t id = 0;
        std::string text;
        while (name.next()) {
            if (name.tag_and_type() == varintField(interned::kId))
                id = name.get_uint64();
            else if (name.tag_and_type() == bytesField(interned::kName))
                text = name.get_string();
            else
                name.skip();
        }
        m_names[id] = std::move(text);
    }
}

Event StepReader::eventOf(protozero::pbf_reader message, std::int64_t time) const
{
    Event event;
    event.time = time;
    while (message.next()) {
        switch (message.tag_and_type()) {
        case varintField(event::kType):
            event.type = message.get_enum();
            break;
        case varintField(event::kTrack):
            event.track = message.get_uint64();
            break;
        case varintField(event::kNameId):
            if (const auto name = m_names.find(message.get_uint64()); name != m_names.end())
                event.name = name->second;
            break;
        case bytesField(event::kCategories):
            event.category = message.get_string();
            break;
        case fixedField(event::kFlows):
            event.flow = message.get_fixed64();
            break;
        case fixedField(event::kEndingFlows):
            event.ending = message.get_fixed64();
            break;
        default:
            message.skip();
        }
    }
    return event;
}

bool StepReader::add(protozero::pbf_reader packet)
{
    std::int64_t time = 0;
    while (packet.next()) {
        switch (packet.tag_and_type()) {
        case varintField(packet::kTimestamp):
            time = static_cast<std::int64_t>(packet.get_uint64());
            break;
        case bytesField(packet::kTrackDescriptor):
            addTrack(packet.get_message());
            break;
        case bytesField(packet::kInterned):
            addNames(packet.get_message());
            break;
        case bytesField(packet::kTrackEvent):
            if (!add(eventOf(packet.get_message(), time)))
                return false;
            break;
        default:
            packet.skip();
        }
    }
    return true;
}

bool StepReader::add(const Event &event)
{
    if (!m_tracks.contains(event.track) || event.time < 0)
        return false;
    if (event.type == event::kBegin)
        return m_open.try_emplace(event.track, event).second;
    if (event.type == event::kEnd) {
        const auto begin = m_open.extract(event.track);
        return !begin.empty() && addLasting(begin.mapped(), event.time);
    }
    if (event.ending == 0)
        return true; // memory, which is a sum here
    const auto sent = m_sent.extract(event.ending);
    if (sent.empty())
        return false;
    sent.mapped().toRow = m_tracks.at(event.track).row;
    return m_builder.addTransfer(sent.mapped(), {});
}

bool StepReader::addLasting(const Event &begin, std::int64_t end)
{
    const Track &track = m_tracks.at(begin.track);
    if (track.row >= 0) {
        m_row = track.row;
        return addSpan(track.row, begin, end);
    }
    const std::optional<std::uint32_t> number = countedFrom1(begin.name);
    if (!number)
        return false;
    if (begin.category == "collective") {
        const std::optional<std::uint32_t> group = countedFrom1(track.name);
        return group && m_builder.addCollective({.begin = begin.time,
                                                 .end = end,
                                                 .group = static_cast<int>(*group),
                                                 .bucket = static_cast<int>(*number)});
    }
    if (begin.flow == 0 || m_row < 0)
        return false;
    Transfer sent;
    sent.begin = begin.time;
    sent.end = end;
    sent.microBatch = *number;
    sent.fromRow = m_row;
    sent.gradient = begin.name.starts_with("gradient");
    return m_sent.try_emplace(begin.flow, sent).second;
}

bool StepReader::addSpan(int row, const Event &begin, std::int64_t end)
{
    if (begin.category == kindWords(SpanKind::Wait)) {
        const std::optional<IdleCause> cause = idleCauseOf(begin.name);
        WaitDetail wait;
        wait.begin = begin.time;
        wait.end = end;
        return cause && m_builder.addWait(row, *cause, wait);
    }
    const std::optional<SpanKind> kind = spanKindOf(begin.category);
    if (!kind)
        return false;
    Span span;
    span.begin = begin.time;
    span.end = end;
    span.tag.kind = *kind;
    if (opOf(*kind))
        span.tag.microBatch = countedFrom1(begin.name).value_or(0);
    const bool usual = begin.name == nameOfSpan(span.tag);
    return m_builder.add(row, span, usual ? Trace::kNoName : m_builder.nameOf(begin.name));
}

std::optional<Trace> StepReader::close()
{
    if (m_builder.rowCount() == 0 || !m_open.empty() || !m_sent.empty())
        return {};
    return m_builder.close();
}

// The whole file: packets cannot be found in a part of one.
Result<std::string> unpacked(const std::string &path, const Watch &watch)
{
    Result<ByteReader> reader = ByteReader::open(path, watch);
    if (!reader)
        return reader.error();
    std::string bytes;
    std::string block(1u << 20, '\0');
    while (true) {
        const Result<std::size_t> count = reader.value().read(block, 1);
        if (!count)
            return count.error();
        if (count.value() == 0)
            return bytes;
        bytes.append(block, 0, count.value());
        if (bytes.size() > kLargest)
            return Error{path + ": It unpacks to more than 2 GB, the most that can be read."};
    }
}

} // namespace

bool isPerfettoStep(const std::string &path)
{
    const std::string head = beginningOf(path, 512);
    try {
        protozero::pbf_reader trace(head);
        if (!trace.next(kPacket, protozero::pbf_wire_type::length_delimited))
            return false;
        protozero::pbf_reader first = trace.get_message();
        return first.next() && first.tag_and_type() == bytesField(packet::kTrackDescriptor);
    } catch (const protozero::exception &) {
        return false;
    }
}

Result<Recording> readPerfettoStep(const std::string &path, const Watch &watch)
{
    const Result<std::string> bytes = unpacked(path, watch);
    if (!bytes)
        return bytes.error();
    constexpr const char *kNoStep = ": This is no step that this program exported, or the file was "
                                    "cut off or changed since. Export it again.";
    StepReader step;
    try {
        protozero::pbf_reader trace(bytes.value());
        while (trace.next(kPacket, protozero::pbf_wire_type::length_delimited)) {
            if (!step.add(trace.get_message()))
                return Error{path + kNoStep};
        }
    } catch (const protozero::exception &) {
        return Error{path + kNoStep};
    }
    std::optional<Trace> trace = step.close();
    if (!trace)
        return Error{path + kNoStep};
    return recordingOf(step.title(), std::move(*trace), {});
}

} // namespace core
