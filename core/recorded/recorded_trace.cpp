// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/recorded_trace.h"

#include "core/sim/trace_builder.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

namespace core {
namespace {

SpanKind spanKindOf(KernelKind kind)
{
    // In the order of KernelKind.
    constexpr SpanKind kinds[kKernelKindCount] = {SpanKind::Product,       SpanKind::Attention,
                                                  SpanKind::Communication, SpanKind::Copy,
                                                  SpanKind::Optimizer,     SpanKind::Other};
    return kinds[static_cast<std::size_t>(kind)];
}

// What is shown of each rank, and from when to when on their clock.
struct Shown
{
    std::vector<TimeInterval> windows;
    std::int64_t origin = std::numeric_limits<std::int64_t>::max();
    std::int64_t end = std::numeric_limits<std::int64_t>::min();
};

Shown everythingOf(const RecordedRun &run)
{
    constexpr std::int64_t kEver = std::numeric_limits<std::int64_t>::max();
    Shown shown;
    shown.windows.assign(run.ranks.size(), {-kEver, kEver});
    for (const RecordedRank &rank : run.ranks) {
        for (const RecordedStream &stream : rank.streams) {
            shown.origin = std::min(shown.origin, stream.spans.front().begin);
            shown.end = std::max(shown.end, stream.spans.back().end);
        }
    }
    return shown;
}

Shown windowsOf(const RecordedFacts &facts)
{
    Shown shown;
    for (const RankFacts &rank : facts.ranks) {
        shown.windows.push_back(rank.window);
        shown.origin = std::min(shown.origin, rank.window.begin);
        shown.end = std::max(shown.end, rank.window.end);
    }
    return shown;
}

// Time at work that is no exchange.
std::int64_t workOf(const RecordedStream &stream, const NameTable &names)
{
    std::int64_t work = 0;
    for (const RecordedSpan &span : stream.spans) {
        if (names.kind(span.name) != KernelKind::Collective)
            work += span.end - span.begin;
    }
    return work;
}

// The streams of a rank device by device, of each the busiest first.
std::vector<const RecordedStream *> inOrder(const RecordedRank &rank, const NameTable &names)
{
    std::vector<std::pair<std::pair<std::int32_t, std::int64_t>, const RecordedStream *>> keyed;
    for (const RecordedStream &stream : rank.streams)
        keyed.push_back({{stream.device, -workOf(stream, names)}, &stream});
    std::ranges::stable_sort(keyed, {}, [](const auto &entry) { return entry.first; });
    std::vector<const RecordedStream *> streams;
    for (const auto &[key, stream] : keyed)
        streams.push_back(stream);
    return streams;
}

void addSpans(TraceBuilder &builder, int row, const RecordedStream &stream, const NameTable &names,
              TimeInterval window, std::int64_t origin)
{
    for (const RecordedSpan &span : stream.spans) {
        const TimeInterval within = {std::max(span.begin, window.begin),
                                     std::min(span.end, window.end)};
        if (within.end < within.begin || (within.length() == 0 && span.end > span.begin))
            continue;
        const Span shown = {.begin = within.begin - origin,
                            .end = within.end - origin,
                            .tag = {.kind = spanKindOf(names.kind(span.name))},
                            .wait = Span::kNoWait};
        (void)builder.add(row, shown, span.name); // tidy spans are never refused
    }
}

Recording recordingOfPart(const RecordedRun &run, const Shown &part)
{
    TraceBuilder builder;
    for (std::uint32_t name = 0; name < run.names.size(); ++name)
        (void)builder.nameOf(run.names.name(name)); // gives the same numbers
    int devices = 0;
    for (std::size_t index = 0; index < run.ranks.size(); ++index) {
        const RecordedRank &rank = run.ranks[index];
        const TimeInterval window = part.windows[index];
        std::int32_t device = -1;
        std::int32_t stream = 0;
        for (const RecordedStream *recorded : inOrder(rank, run.names)) {
            const bool first = recorded->device != device;
            device = recorded->device;
            devices += first ? 1 : 0;
            stream = first ? 0 : stream + 1;
            RowInfo info;
            info.label = "Rank " + std::to_string(rank.rank) + " · " + recorded->label;
            info.devices = {devices - 1};
            info.replicas = {devices - 1};
            info.replicaClass = devices - 1;
            info.stream = stream;
            const int row = builder.addRow(std::move(info));
            addSpans(builder, row, *recorded, run.names, window, part.origin);
        }
    }
    return recordingOf(run.title, builder.close(part.end - part.origin), {});
}

// In the order of SpanKind.
constexpr std::array<std::string_view, kSpanKindCount> kVisits = {"forward",
                                                                  "backward",
                                                                  "backward for the input",
                                                                  "backward for the weights",
                                                                  "recompute",
                                                                  "optimizer",
                                                                  "wait",
                                                                  "exchange",
                                                                  "other work",
                                                                  "product",
                                                                  "attention",
                                                                  "copy"};

std::vector<KernelRule> visitRules()
{
    return {{"optimizer", KernelKind::Optimizer},
            {"exchange", KernelKind::Collective},
            {"product", KernelKind::Product},
            {"attention", KernelKind::Attention},
            {"copy", KernelKind::Copy}};
}

RecordedStream streamOfRow(const Trace &trace, std::size_t row, NameTable &names)
{
    RecordedStream stream;
    stream.label =
        trace.info[row].label.empty() ? "row " + std::to_string(row) : trace.info[row].label;
    const Trace::RowRange range = trace.rows[row];
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const SpanKind kind = trace.tag[i].kind;
        if (kind == SpanKind::Wait)
            continue;
        const std::string *name = kind == SpanKind::Other ? trace.nameOf(i) : nullptr;
        stream.spans.push_back(
            {.begin = trace.begin[i],
             .end = trace.end[i],
             .name = names.numberOf(name ? std::string_view(*name)
                                         : kVisits[static_cast<std::size_t>(kind)])});
    }
    return stream;
}

} // namespace

Recording recordingOfRun(const RecordedRun &run)
{
    return recordingOfPart(run, everythingOf(run));
}

Recording recordingOfFacts(const RecordedRun &run, const RecordedFacts &facts)
{
    return recordingOfPart(run, windowsOf(facts));
}

RecordedRun runOfRecording(const Recording &recording)
{
    const Trace &trace = recording.trace;
    RecordedRun run;
    run.title = recording.title;
    run.names = NameTable(visitRules());
    std::map<int, RecordedRank> ranks; // by device
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        const int device = trace.info[row].devices.empty() ? static_cast<int>(row)
                                                           : trace.info[row].devices.front();
        RecordedRank &rank = ranks[device];
        rank.rank = device;
        rank.devices = {"device " + std::to_string(device)};
        rank.steps = {{.number = 0, .begin = 0, .end = trace.stop}};
        RecordedStream stream = streamOfRow(trace, row, run.names);
        rank.events += static_cast<std::int64_t>(stream.spans.size());
        if (!stream.spans.empty())
            rank.streams.push_back(std::move(stream));
    }
    for (auto &[device, rank] : ranks)
        run.ranks.push_back(std::move(rank));
    return run;
}

} // namespace core
