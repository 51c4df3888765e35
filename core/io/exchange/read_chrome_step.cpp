// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/exchange/read_chrome_step.h"

#include "core/base/interval_set.h"
#include "core/io/chrome/element_reader.h"
#include "core/io/exchange/chrome_places.h"
#include "core/io/exchange/exchange_parts.h"
#include "core/io/exchange/words_back.h"
#include "core/io/file/byte_reader.h"
#include "core/io/json/json_tree.h"
#include "core/sim/trace_builder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace core {
namespace {

std::string_view textOf(const JsonNode &object, std::string_view key)
{
    const JsonNode *node = object.member(key);
    return node && node->kind == JsonNode::Kind::String ? std::string_view(node->text)
                                                        : std::string_view();
}

std::int64_t integerOf(const JsonNode &object, std::string_view key, std::int64_t otherwise = 0)
{
    const JsonNode *node = object.member(key);
    return node && node->kind == JsonNode::Kind::Integer ? node->integer : otherwise;
}

// Of microseconds; -1: there is no number that can be a time.
std::int64_t nanosOf(const JsonNode &object, std::string_view key)
{
    constexpr double kMost = 1e14; // three years
    const JsonNode *node = object.member(key);
    const bool counts =
        node && (node->kind == JsonNode::Kind::Integer || node->kind == JsonNode::Kind::Number);
    if (!counts || !(node->number >= 0 && node->number <= kMost))
        return -1;
    return std::llround(node->number * 1000);
}

std::vector<int> listOf(const JsonNode &object, std::string_view key)
{
    std::vector<int> list;
    if (const JsonNode *node = object.member(key)) {
        for (const JsonNode &item : node->items)
            list.push_back(std::in_range<int>(item.integer) ? static_cast<int>(item.integer) : -1);
    }
    return list;
}

// Takes the events in the order in which they were written: what is said of a row comes before what
// it does, a message before its flow.
class StepReader
{
public:
    // False: this can be no part of a step.
    [[nodiscard]] bool add(const JsonNode &event);
    [[nodiscard]] std::optional<Trace> close();

private:
    using Track = std::pair<std::int64_t, std::int64_t>; // process and thread

    [[nodiscard]] bool addRow(const JsonNode &event);
    [[nodiscard]] bool addSpan(const JsonNode &event, int row, TimeInterval time);
    [[nodiscard]] bool addTimed(const JsonNode &event);
    [[nodiscard]] bool addCollective(const JsonNode &event, std::int64_t begin, std::int64_t end);
    [[nodiscard]] bool addMemory(const JsonNode &event);
    [[nodiscard]] int rowAt(const Track &track) const;
    [[nodiscard]] static Track trackOf(const JsonNode &event);

    struct Sent
    {
        Transfer transfer;
        Bytes size = {};
        std::optional<Track> to; // where its flow ends
    };

    TraceBuilder m_builder;
    std::map<Track, int> m_rows;
    std::vector<Sent> m_sent;
};

StepReader::Track StepReader::trackOf(const JsonNode &event)
{
    return {integerOf(event, "pid", -1), integerOf(event, "tid", -1)};
}

int StepReader::rowAt(const Track &track) const
{
    const auto found = m_rows.find(track);
    return found == m_rows.end() ? -1 : found->second;
}

bool StepReader::addRow(const JsonNode &event)
{
    const JsonNode *args = event.member("args");
    if (!args || !args->member("devices"))
        return true; // another track
    RowInfo info;
    info.label = textOf(*args, "label");
    info.devices = listOf(*args, "devices");
    info.replicas = listOf(*args, "replicas");
    info.rank = static_cast<std::int32_t>(integerOf(*args, "rank"));
    info.replicaClass = static_cast<std::int32_t>(integerOf(*args, "replica_class"));
    info.group = static_cast<std::int32_t>(integerOf(*args, "group", -1));
    const Track track = trackOf(event);
    info.stream = static_cast<std::int32_t>(track.second);
    constexpr std::size_t kMostTraceRows = 262'144; // as trace files have
    const auto isDevice = [](int device) {
        return device >= 0 && device < static_cast<int>(kMostTraceRows);
    };
    if (m_rows.size() == kMostTraceRows || info.devices.empty() || m_rows.contains(track) ||
        !std::ranges::all_of(info.devices, isDevice) || info.replicas.size() != info.devices.size())
        return false;
    m_rows.emplace(track, m_builder.addRow(std::move(info)));
    return true;
}

bool StepReader::addSpan(const JsonNode &event, int row, TimeInterval time)
{
    const std::string_view category = textOf(event, "cat");
    const std::string_view name = textOf(event, "name");
    Span span;
    span.begin = time.begin;
    span.end = time.end;
    if (category == "idle") {
        const auto cause = idleCauseOf(name);
        if (!cause)
            return false;
        WaitDetail wait;
        wait.begin = time.begin;
        wait.end = time.end;
        return m_builder.addWait(row, *cause, wait);
    }
    const auto kind = spanKindOf(category);
    if (!kind)
        return false;
    span.tag.kind = *kind;
    if (const JsonNode *args = event.member("args")) {
        span.tag.microBatch = static_cast<std::uint32_t>(integerOf(*args, "micro_batch"));
        span.tag.stage = static_cast<std::uint16_t>(integerOf(*args, "stage"));
        if (integerOf(*args, "paired") == 1)
            span.wait = Span::kPaired;
    }
    const bool usual = name == nameOfSpan(span.tag);
    return m_builder.add(row, span, usual ? Trace::kNoName : m_builder.nameOf(name));
}

bool StepReader::addCollective(const JsonNode &event, std::int64_t begin, std::int64_t end)
{
    const JsonNode *args = event.member("args");
    if (!args)
        return false;
    return m_builder.addCollective({.begin = begin,
                                    .end = end,
                                    .group = static_cast<int>(integerOf(*args, "group")),
                                    .bucket = static_cast<int>(integerOf(*args, "bucket")),
                                    .sent = {integerOf(*args, "sent")}});
}

bool StepReader::addTimed(const JsonNode &event)
{
    const std::int64_t begin = nanosOf(event, "ts");
    const std::int64_t length = nanosOf(event, "dur");
    if (begin < 0 || length < 0)
        return false;
    const Track track = trackOf(event);
    const std::string_view category = textOf(event, "cat");
    if (category == "collective")
        return addCollective(event, begin, begin + length);
    if (category != "transfer") {
        const int row = rowAt(track);
        return row >= 0 && addSpan(event, row, {begin, begin + length});
    }
    const JsonNode *args = event.member("args");
    const int row = rowAt({track.first, streamOfSends(track.second)});
    if (!args || row < 0)
        return false;
    Sent sent;
    sent.transfer = {.begin = begin,
                     .end = begin + length,
                     .microBatch = static_cast<std::uint32_t>(integerOf(*args, "micro_batch")),
                     .fromRow = row,
                     .stage = static_cast<std::uint16_t>(integerOf(*args, "stage")),
                     .gradient = textOf(event, "name").starts_with("gradient")};
    sent.size = {integerOf(*args, "bytes")};
    m_sent.push_back(sent);
    return true;
}

bool StepReader::addMemory(const JsonNode &event)
{
    const JsonNode *args = event.member("args");
    const int row = rowAt({integerOf(event, "pid", -1), 0});
    const std::int64_t time = nanosOf(event, "ts");
    if (!args || row < 0 || time < 0)
        return false;
    return m_builder.addMemory(row, {{time},
                                     {.parameters = {integerOf(*args, "parameters")},
                                      .gradients = {integerOf(*args, "gradients")},
                                      .optimizer = {integerOf(*args, "optimizer")},
                                      .activations = {integerOf(*args, "activations")},
                                      .buffers = {integerOf(*args, "buffers")}}});
}

bool StepReader::add(const JsonNode &event)
{
    const std::string_view phase = textOf(event, "ph");
    if (phase == "M")
        return textOf(event, "name") != "thread_name" || addRow(event);
    if (phase == "X")
        return addTimed(event);
    if (phase == "C")
        return addMemory(event);
    if (phase == "f") {
        if (m_sent.empty() || m_sent.back().to)
            return false;
        m_sent.back().to = trackOf(event);
    }
    return true;
}

std::optional<Trace> StepReader::close()
{
    for (Sent &sent : m_sent) {
        sent.transfer.toRow = sent.to ? rowAt(*sent.to) : -1;
        if (sent.transfer.toRow < 0 || !m_builder.addTransfer(sent.transfer, sent.size))
            return {};
    }
    if (m_builder.rowCount() == 0)
        return {};
    return m_builder.close();
}

constexpr const char *kNoStep =
    "This cannot be a part of a step: the file was changed since it was exported. Export it again.";

} // namespace

bool beginsAsChromeStep(std::string_view text)
{
    return text.substr(0, 1024).find(kChromeGenerator) != std::string_view::npos;
}

bool isChromeStep(const std::string &path)
{
    return beginsAsChromeStep(beginningOf(path, 1024));
}

Result<Recording> readChromeStep(const std::string &path, const Watch &watch)
{
    Result<ElementReader> opened = ElementReader::open(path, watch);
    if (!opened)
        return opened.error();
    ElementReader elements = std::move(opened).value();
    StepReader step;
    std::string title;
    while (true) {
        const Result<std::optional<ChromeElement>> next = elements.next();
        if (!next)
            return next.error();
        if (!next.value())
            break;
        const Result<JsonNode> node = parseJsonTree(next.value()->text, path);
        if (!node)
            return elements.refusalOfElement("What begins here is not JSON.");
        if (!next.value()->member.empty())
            title = next.value()->member == "otherData" ? textOf(node.value(), "title") : title;
        else if (!step.add(node.value()))
            return elements.refusalOfElement(kNoStep);
    }
    std::optional<Trace> trace = step.close();
    if (!trace)
        return Error{path + ": " + kNoStep};
    return recordingOf(std::move(title), std::move(*trace), {});
}

} // namespace core
