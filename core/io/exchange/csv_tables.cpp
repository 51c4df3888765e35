// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as RFC 4180 has them, but with line feeds alone at the ends of lines.
#include "core/analysis/idle_words.h"
#include "core/io/exchange/exchange_parts.h"
#include "core/io/exchange/write_exchange.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

std::string field(std::string_view text)
{
    if (text.find_first_of(",\"\r\n") == std::string_view::npos)
        return std::string(text);
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c;
        if (c == '"')
            quoted += '"';
    }
    return quoted + '"';
}

std::string column(std::string_view words)
{
    std::string name(words);
    std::ranges::replace(name, ' ', '_');
    return name + "_ns";
}

} // namespace

void writeSpansTable(TextSink &sink, const RunView &run, std::string_view)
{
    const Trace &trace = run.trace();
    sink.add("row,device,stream,begin_ns,end_ns,kind,cause,micro_batch,stage,name\n");
    for (std::size_t row = 0; row < trace.rows.size() && !sink.failed(); ++row) {
        const RowInfo &info = trace.info[row];
        const std::string head = std::to_string(row) + ',' + std::to_string(trackDevice(info)) +
                                 ',' + std::to_string(info.stream) + ',';
        const Trace::RowRange range = trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i) {
            const SpanTag tag = trace.tag[i];
            const bool idle = tag.kind == SpanKind::Wait;
            const bool visit = opOf(tag.kind).has_value();
            sink.add(head + std::to_string(trace.begin[i]) + ',' + std::to_string(trace.end[i]) +
                     ',' + std::string(kindWords(tag.kind)) + ',' +
                     (idle ? std::string(idleWords(tag.cause)) : std::string()) + ',' +
                     (visit ? std::to_string(tag.microBatch) : std::string()) + ',' +
                     (visit ? std::to_string(tag.stage) : std::string()) + ',' +
                     (trace.nameOf(i) ? field(*trace.nameOf(i)) : std::string()) + '\n');
        }
    }
}

void writeMetricsTable(TextSink &sink, const RunView &run, std::string_view)
{
    const Trace &trace = run.trace();
    sink.add("row,device,stream,alike,name,step_ns");
    for (int kind = 0; kind < kSpanKindCount; ++kind) {
        const auto each = static_cast<SpanKind>(kind);
        // Not idle: what waits for gradients is no bubble, and stands among the causes.
        sink.add(',' + (each == SpanKind::Wait ? "waiting_ns" : column(kindWords(each))));
    }
    for (int cause = 0; cause < kIdleCauseCount; ++cause)
        sink.add(',' + column(idleWords(static_cast<IdleCause>(cause))));
    sink.add(",busy_share,peak_memory_bytes\n");
    for (std::size_t row = 0; row < trace.rows.size(); ++row) {
        const RowInfo &info = trace.info[row];
        std::array<std::int64_t, kSpanKindCount> spent = {};
        const Trace::RowRange range = trace.rows[row];
        for (std::size_t i = range.first; i < range.first + range.count; ++i)
            spent[static_cast<std::size_t>(trace.tag[i].kind)] += trace.end[i] - trace.begin[i];
        std::string line = std::to_string(row) + ',' + std::to_string(trackDevice(info)) + ',' +
                           std::to_string(info.stream) + ',' + std::to_string(info.devices.size()) +
                           ',' + field(trackName(info)) + ',' + std::to_string(trace.stop);
        for (const std::int64_t time : spent)
            line += ',' + std::to_string(time);
        for (std::size_t cause = 0; cause < kIdleCauseCount; ++cause)
            line += ',' + std::to_string(row < trace.idle.size() ? trace.idle[row][cause] : 0);
        const std::int64_t idle = spent[static_cast<std::size_t>(SpanKind::Wait)];
        const double busy =
            trace.stop > 0 ? 1 - static_cast<double>(idle) / static_cast<double>(trace.stop) : 0;
        Bytes peak;
        for (const MemoryStep &step : memoryOfRow(run, static_cast<int>(row)))
            peak = std::max(peak, step.parts.total());
        sink.add(line + ',' + std::to_string(busy) + ',' + std::to_string(peak.count) + '\n');
    }
}

} // namespace core
