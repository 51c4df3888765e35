// SPDX-License-Identifier: GPL-3.0-or-later
// Chrome's "Trace Event Format" (Duca and Sinclair, 2016): its JSON object format. Times are
// microseconds with a fraction of three digits, so that nanoseconds survive.
#include "core/analysis/link_use.h"
#include "core/io/exchange/chrome_places.h"
#include "core/io/exchange/exchange_parts.h"
#include "core/io/exchange/write_exchange.h"
#include "core/io/json/json_value.h"

#include <algorithm>

namespace core {
namespace {

std::string jsonString(std::string_view text)
{
    return jsonLine(JsonValue(text));
}

std::string micros(std::int64_t nanos)
{
    const std::string fraction = std::to_string(1000 + nanos % 1000);
    return std::to_string(nanos / 1000) + '.' + fraction.substr(1);
}

// Events, one a line, with commas between them.
class Events
{
public:
    explicit Events(TextSink &sink) : m_sink(sink) {}

    void add(const std::string &body)
    {
        m_sink.add(m_first ? "\n{" : ",\n{");
        m_sink.add(body);
        m_sink.add("}");
        m_first = false;
    }
    void name(std::string_view what, int pid, int tid, std::string_view text)
    {
        add("\"ph\":\"M\",\"name\":\"" + std::string(what) + "\"," + place(pid, tid) +
            ",\"args\":{\"name\":" + jsonString(text) + '}');
    }
    void order(std::string_view what, int pid, int tid, int place_)
    {
        add("\"ph\":\"M\",\"name\":\"" + std::string(what) + "\"," + place(pid, tid) +
            ",\"args\":{\"sort_index\":" + std::to_string(place_) + '}');
    }
    [[nodiscard]] static std::string place(int pid, int tid)
    {
        return "\"pid\":" + std::to_string(pid) + ",\"tid\":" + std::to_string(tid);
    }
    [[nodiscard]] static std::string lasting(std::string_view category, std::string_view name,
                                             std::int64_t begin, std::int64_t end)
    {
        return "\"ph\":\"X\",\"cat\":\"" + std::string(category) +
               "\",\"name\":" + jsonString(name) + ",\"ts\":" + micros(begin) +
               ",\"dur\":" + micros(end - begin) + ',';
    }

private:
    TextSink &m_sink;
    bool m_first = true;
};

std::string listOf(const std::vector<int> &numbers)
{
    std::string text;
    for (const int number : numbers)
        text += (text.empty() ? "" : ",") + std::to_string(number);
    return '[' + text + ']';
}

// Its name, and behind that what only readChromeStep() wants to know.
void writeRow(Events &events, const RowInfo &info)
{
    const std::string name = info.stream == 0 ? "work" : "stream " + std::to_string(info.stream);
    events.add("\"ph\":\"M\",\"name\":\"thread_name\"," +
               Events::place(trackDevice(info), info.stream) +
               ",\"args\":{\"name\":" + jsonString(name) + ",\"label\":" + jsonString(info.label) +
               ",\"devices\":" + listOf(info.devices) + ",\"replicas\":" + listOf(info.replicas) +
               ",\"rank\":" + std::to_string(info.rank) +
               ",\"replica_class\":" + std::to_string(info.replicaClass) +
               ",\"group\":" + std::to_string(info.group) + '}');
}

void writeSpans(Events &events, const Trace &trace, std::size_t row)
{
    const RowInfo &info = trace.info[row];
    const Trace::RowRange range = trace.rows[row];
    for (std::size_t i = range.first; i < range.first + range.count; ++i) {
        const SpanTag tag = trace.tag[i];
        const bool idle = tag.kind == SpanKind::Wait;
        std::string body = Events::lasting(idle ? "idle" : kindWords(tag.kind), spanName(trace, i),
                                           trace.begin[i], trace.end[i]) +
                           Events::place(trackDevice(info), info.stream);
        if (opOf(tag.kind) || (!idle && tag.microBatch + tag.stage > 0))
            body += ",\"args\":{\"micro_batch\":" + std::to_string(tag.microBatch) +
                    ",\"stage\":" + std::to_string(tag.stage) +
                    (trace.pairedWithNext(i) ? ",\"paired\":1}" : "}");
        events.add(body);
    }
}

// A flow begins with the transfer and ends in whatever the receiver does when it arrives.
void writeTransfers(Events &events, const RunView &run, std::size_t row, std::uint64_t &flow)
{
    const Trace &trace = run.trace();
    const int pid = trackDevice(trace.info[row]);
    Lanes lanes;
    int named = 0;
    for (std::size_t i = 0; i < trace.transfers[row].size(); ++i) {
        const Transfer &sent = trace.transfers[row][i];
        const int lane = lanes.laneOf(sent.begin, sent.end);
        const int tid = sendTrack(trace.info[row].stream, lane);
        for (; named <= lane; ++named)
            events.name("thread_name", pid, sendTrack(trace.info[row].stream, named), "sends");
        const RowInfo &to = trace.info[static_cast<std::size_t>(sent.toRow)];
        const std::string what = sent.gradient ? "gradient " : "activation ";
        events.add(Events::lasting("transfer", what + std::to_string(sent.microBatch + 1),
                                   sent.begin, sent.end) +
                   Events::place(pid, tid) +
                   ",\"args\":{\"bytes\":" + std::to_string(transferSize(run, row, i).count) +
                   ",\"micro_batch\":" + std::to_string(sent.microBatch) + ",\"stage\":" +
                   std::to_string(sent.stage) + ",\"to\":" + jsonString(trackName(to)) + '}');
        const std::string id = ",\"id\":" + std::to_string(++flow) + ',';
        events.add("\"ph\":\"s\",\"cat\":\"transfer\",\"name\":\"transfer\",\"ts\":" +
                   micros(sent.begin) + id + Events::place(pid, tid));
        events.add("\"ph\":\"f\",\"bp\":\"e\",\"cat\":\"transfer\",\"name\":\"transfer\",\"ts\":" +
                   micros(sent.end) + id + Events::place(trackDevice(to), to.stream));
    }
}

void writeMemory(Events &events, const RunView &run, std::size_t row)
{
    const int pid = trackDevice(run.trace().info[row]);
    for (const MemoryStep &step : memoryOfRow(run, static_cast<int>(row))) {
        const MemoryParts &parts = step.parts;
        events.add("\"ph\":\"C\",\"name\":\"memory\",\"ts\":" + micros(step.time.count) + ',' +
                   Events::place(pid, 0) +
                   ",\"args\":{\"parameters\":" + std::to_string(parts.parameters.count) +
                   ",\"gradients\":" + std::to_string(parts.gradients.count) +
                   ",\"optimizer\":" + std::to_string(parts.optimizer.count) +
                   ",\"activations\":" + std::to_string(parts.activations.count) +
                   ",\"buffers\":" + std::to_string(parts.buffers.count) + '}');
    }
}

void writeCollectives(Events &events, const Trace &trace)
{
    if (trace.collectives.empty())
        return;
    events.name("process_name", kCollectives, 0, "collectives");
    std::vector<Lanes> lanes;
    for (const Collective &one : trace.collectives) {
        const auto group = static_cast<std::size_t>(std::max(0, one.group));
        lanes.resize(std::max(lanes.size(), group + 1));
        const int lane = lanes[group].laneOf(one.begin, one.end);
        events.add(Events::lasting("collective", "all-reduce " + std::to_string(one.bucket + 1),
                                   one.begin, one.end) +
                   Events::place(kCollectives, one.group * 16 + std::min(lane, 15)) +
                   ",\"args\":{\"group\":" + std::to_string(one.group) +
                   ",\"bucket\":" + std::to_string(one.bucket) +
                   ",\"sent\":" + std::to_string(one.sent.count) + '}');
    }
}

} // namespace

void writeChromeTrace(TextSink &sink, const RunView &run, std::string_view title)
{
    const Trace &trace = run.trace();
    sink.add("{\"displayTimeUnit\":\"ns\",\"otherData\":{" + std::string(kChromeGenerator) +
             ",\"title\":" + jsonString(title) + "},\"traceEvents\":[");
    Events events(sink);
    std::uint64_t flow = 0;
    for (std::size_t row = 0; row < trace.rows.size() && !sink.failed(); ++row) {
        const RowInfo &info = trace.info[row];
        const int pid = trackDevice(info);
        if (info.stream == 0) {
            events.name("process_name", pid, info.stream, trackName(info));
            events.order("process_sort_index", pid, info.stream, static_cast<int>(row));
        }
        writeRow(events, info);
        writeSpans(events, trace, row);
        writeTransfers(events, run, row, flow);
        writeMemory(events, run, row);
    }
    writeCollectives(events, trace);
    sink.add("\n]}\n");
}

} // namespace core
