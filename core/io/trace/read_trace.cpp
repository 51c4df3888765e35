// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/trace/read_trace.h"

#include "core/base/text.h"
#include "core/io/file/line_reader.h"
#include "core/io/trace/trace_header.h"
#include "core/io/trace/trace_letters.h"
#include "core/io/trace/trace_line.h"
#include "core/io/trace/trace_spans.h"
#include "core/scenario/check.h"
#include "core/sim/trace_builder.h"

#include <algorithm>
#include <limits>
#include <new>

namespace core {
namespace {

// Bounds of what is read; beyond them is a damaged file, or no trace of a step.
constexpr std::int64_t kMostSpans = 40'000'000;
constexpr std::int64_t kMostEntries = 40'000'000; // messages, and steps of memory
constexpr std::int64_t kMostDevices = 4'000'000;  // entries of all rows
constexpr NumberBounds kBytes = {0, std::int64_t{1} << 53};
constexpr NumberBounds kMicroBatches = {0, TraceBuilder::kMostMicroBatches};
constexpr NumberBounds kStages = {0, std::numeric_limits<std::uint16_t>::max()};
constexpr NumberBounds kGroups = {-1, kMaxDevices};
constexpr NumberBounds kDevices = {0, kMaxDevices - 1};

class TraceReader
{
public:
    TraceReader(LineReader reader)
        : m_reader(std::move(reader)), m_complaints(m_reader.path(), m_noSettings)
    {}

    Result<Recording> read()
    {
        std::string line;
        bool headed = false;
        while (!m_ended) {
            const Result<bool> more = m_reader.next(line);
            if (!more)
                return more.error();
            if (!more.value())
                return cutOff(headed);
            if (m_reader.isBlownUp())
                return refusal("The file unpacks to more than " +
                               figureOfCount(LineReader::kMostTimes) +
                               " times its size, which no trace does: it is not read any further.");
            if (!line.empty() && line.back() == '\r')
                line.pop_back();
            if (line.find_first_not_of(" \t") == std::string::npos)
                continue;
            const Result<JsonNode> node =
                parseJsonTree(line, m_reader.path(), m_reader.lineNumber());
            if (!node)
                return node.error();
            if (node.value().kind != JsonNode::Kind::Object)
                return refusal("A line of a trace is an object {…}, and this is none.");
            headed ? readContent(node.value()) : readHeader(node.value());
            headed = true;
            if (m_complaints.any())
                return complaint();
        }
        return finished();
    }

private:
    [[nodiscard]] Error refusal(const std::string &message) const
    {
        return errorAt(m_reader.path(), m_reader.lineNumber(), message);
    }
    // As it stands: it begins with the name of the file and the line.
    [[nodiscard]] Error complaint() const { return Error{m_complaints.first()}; }
    [[nodiscard]] Error cutOff(bool headed) const
    {
        return refusal(headed ? "The trace is cut off: its last line {\"end\":true} is missing; "
                                "record it again, or copy the file again."
                              : "The file is empty; a trace begins with a line {\"format\": \"" +
                                    std::string(kTraceFormat) + "\", …}.");
    }

    void readHeader(const JsonNode &node)
    {
        m_header = readTraceHeader(m_complaints, node, m_reader.path());
        for (const std::string &name : m_header.names)
            (void)m_builder.nameOf(name);
    }

    void readContent(const JsonNode &node)
    {
        struct Kind
        {
            std::string_view key;
            void (TraceReader::*read)(TraceLine &);
        };
        static constexpr Kind kinds[] = {{"row", &TraceReader::readRow},
                                         {"spans", &TraceReader::readSpans},
                                         {"transfers", &TraceReader::readTransfers},
                                         {"collectives", &TraceReader::readCollectives},
                                         {"memory", &TraceReader::readMemory},
                                         {"end", &TraceReader::readEnd}};
        for (const Kind &kind : kinds) {
            if (!node.member(kind.key) || (kind.key == "end" && node.items.size() > 1))
                continue;
            TraceLine line(m_complaints, node, std::string(kind.key));
            (this->*kind.read)(line);
            line.finish();
            return;
        }
        m_complaints.add(node, "A line of a trace holds a row, spans, transfers, collectives, "
                               "memory or the end, and this one none of them.");
    }

    void readRow(TraceLine &line)
    {
        const NumberBounds rows = {m_builder.rowCount(), m_builder.rowCount()};
        (void)line.number("row", rows);
        RowInfo info;
        line.reader().take("label", info.label);
        const std::vector<std::int64_t> devices = line.column("devices", kDevices);
        const std::vector<std::int64_t> replicas =
            line.column("replicas", kDevices, devices.size(), 0);
        m_devices += static_cast<std::int64_t>(devices.size());
        if (devices.empty() || m_devices > kMostDevices)
            line.complain("devices",
                          "must name at least one device, and all rows together at most " +
                              figureOfCount(kMostDevices));
        info.devices.assign(devices.begin(), devices.end());
        info.replicas.assign(replicas.begin(), replicas.end());
        info.rank = static_cast<std::int32_t>(line.number("rank", kDevices, 0));
        info.replicaClass = static_cast<std::int32_t>(line.number("replica_class", kDevices, 0));
        info.lead = static_cast<std::int32_t>(line.number("lead", kGroups, -1));
        info.stream = static_cast<std::int32_t>(line.number("stream", kDevices, 0));
        info.group = static_cast<std::int32_t>(line.number("group", kGroups, -1));
        line.reader().take("speed", info.speed);
        line.reader().take("own_speed", info.ownSpeed);
        if (!(info.speed > 0 && info.speed <= 1 && info.ownSpeed > 0 && info.ownSpeed <= 1))
            line.complain("speed", "must be a share above 0 and at most 1");
        readIdle(line);
        (void)m_builder.addRow(std::move(info));
        m_rowEnd.push_back(0);
        if (m_spans > 0)
            line.complain("row", "must stand before all spans");
    }

    void readIdle(TraceLine &line)
    {
        std::optional<IdleByCause> &idle = m_idle.emplace_back();
        if (!line.reader().find("idle"))
            return;
        const std::vector<std::int64_t> causes = line.column("idle", kTraceTimes);
        if (causes.size() != kIdleCauseCount) {
            line.complain("idle", "must have " + std::to_string(kIdleCauseCount) +
                                      " entries, one for each cause");
            return;
        }
        idle.emplace();
        std::ranges::copy(causes, idle->begin());
    }

    [[nodiscard]] int rowOf(TraceLine &line, std::string_view key)
    {
        return static_cast<int>(line.number(key, {0, m_builder.rowCount() - 1}));
    }

    void count(TraceLine &line, std::string_view key, std::size_t more, std::int64_t &sum,
               std::int64_t most)
    {
        sum += static_cast<std::int64_t>(more);
        if (sum > most)
            line.complain(key, "are more than " + figureOfCount(most) +
                                   " in all, which is the most that is read");
    }

    void readSpans(TraceLine &line)
    {
        const int row = rowOf(line, "spans");
        const SpanColumns columns =
            readSpanColumns(line, {.names = m_header.names.size(), .rows = m_builder.rowCount()});
        count(line, "spans", columns.size(), m_spans, kMostSpans);
        SpanCursor cursor(columns);
        std::int64_t &end = m_rowEnd[static_cast<std::size_t>(row)];
        for (std::size_t i = 0; i < columns.size() && !line.failed(); ++i) {
            const ReadSpan read = cursor.next(end);
            end = read.span.end;
            const bool added = read.wait ? m_builder.addWait(row, read.span.tag.cause, *read.wait,
                                                             read.span.tag.stage)
                                         : m_builder.add(row, read.span, read.name);
            if (!read.valid || !added || end > m_header.stop)
                line.complain("length", "entry " + std::to_string(i) +
                                            " ends behind the end of the step, or is a wait that "
                                            "cannot be");
        }
        if (!line.failed() && !cursor.isComplete())
            line.complain("wait", "and paired must be in order, and name each span once");
    }

    void readTransfers(TraceLine &line)
    {
        const int row = rowOf(line, "transfers");
        const std::vector<std::int64_t> to = line.column("to", {0, m_builder.rowCount() - 1});
        const std::size_t size = to.size();
        const NumberBounds times = {0, m_header.stop};
        const std::vector<std::int64_t> begin = line.column("begin", times, size, 0);
        const std::vector<std::int64_t> end = line.column("end", times, size, 0);
        const std::string what = line.letters("what", "ag", size);
        const std::vector<std::int64_t> batch = line.column("micro_batch", kMicroBatches, size, 0);
        const std::vector<std::int64_t> stage = line.column("stage", kStages, size, 0);
        const std::vector<std::int64_t> bytes = line.column("bytes", kBytes, size, 0);
        count(line, "transfers", size, m_entries, kMostEntries);
        for (std::size_t i = 0; i < size && !line.failed(); ++i) {
            const Transfer transfer = {.begin = begin[i],
                                       .end = end[i],
                                       .microBatch = static_cast<std::uint32_t>(batch[i]),
                                       .fromRow = row,
                                       .toRow = static_cast<std::int32_t>(to[i]),
                                       .stage = static_cast<std::uint16_t>(stage[i]),
                                       .gradient = what[i] == 'g'};
            if (!m_builder.addTransfer(transfer, {bytes[i]}))
                line.complain("end", "entry " + std::to_string(i) + " lies before its begin");
        }
    }

    void readCollectives(TraceLine &line)
    {
        (void)line.number("collectives", {0, kMostEntries});
        const NumberBounds groups = {0, kMaxDevices};
        const std::vector<std::int64_t> group = line.column("group", groups);
        const std::size_t size = group.size();
        const std::vector<std::int64_t> bucket = line.column("bucket", {0, kMostEntries}, size, 0);
        const NumberBounds times = {0, m_header.stop};
        const std::vector<std::int64_t> begin = line.column("begin", times, size, 0);
        const std::vector<std::int64_t> end = line.column("end", times, size, 0);
        const std::vector<std::int64_t> sent = line.column("sent", kBytes, size, 0);
        count(line, "collectives", size, m_entries, kMostEntries);
        for (std::size_t i = 0; i < size && !line.failed(); ++i) {
            const Collective collective = {.begin = begin[i],
                                           .end = end[i],
                                           .group = static_cast<int>(group[i]),
                                           .bucket = static_cast<int>(bucket[i]),
                                           .sent = {sent[i]}};
            if (!m_builder.addCollective(collective))
                line.complain("end", "entry " + std::to_string(i) + " lies before its begin");
        }
    }

    void readMemory(TraceLine &line)
    {
        const int row = rowOf(line, "memory");
        const std::vector<std::int64_t> time = line.column("time", {0, m_header.stop});
        std::vector<MemoryStep> steps(time.size());
        for (std::size_t i = 0; i < time.size(); ++i)
            steps[i].time = {time[i]};
        for (const MemoryColumn &column : kMemoryColumns) {
            const std::vector<std::int64_t> bytes =
                line.column(column.name, kBytes, time.size(), 0);
            for (std::size_t i = 0; i < time.size(); ++i)
                steps[i].parts.*column.part = {bytes[i]};
        }
        count(line, "memory", time.size(), m_entries, kMostEntries);
        for (std::size_t i = 0; i < steps.size() && !line.failed(); ++i) {
            if (!m_builder.addMemory(row, steps[i]))
                line.complain("time",
                              "entry " + std::to_string(i) + " is earlier than the one before");
        }
    }

    void readEnd(TraceLine &line)
    {
        line.reader().take("end", m_ended);
        if (!m_ended)
            line.complain("end", "must be true");
        else if (m_builder.rowCount() == 0)
            line.complain("end", "comes before the first row: the trace holds nothing to show");
    }

    [[nodiscard]] Recording finished()
    {
        Trace trace = m_builder.close(m_header.stop);
        trace.shape = m_header.shape;
        for (const RowInfo &row : trace.info)
            trace.shape.ranks = std::max(trace.shape.ranks, row.rank + 1);
        trace.optimizerBegin = m_header.optimizerBegin;
        trace.completed = m_header.completed;
        trace.diagnosis = m_header.diagnosis;
        for (std::size_t row = 0; row < trace.idle.size(); ++row) {
            if (m_idle[row])
                trace.idle[row] = *m_idle[row];
        }
        return recordingOf(m_header.title, std::move(trace), std::move(m_header.scenario));
    }

    LineReader m_reader;
    std::vector<std::string> m_noSettings;
    JsonComplaints m_complaints;
    TraceHeader m_header;
    TraceBuilder m_builder;
    std::vector<std::optional<IdleByCause>> m_idle; // per row, if the file says it
    std::vector<std::int64_t> m_rowEnd;             // where the next span of a row begins
    std::int64_t m_devices = 0;
    std::int64_t m_spans = 0;
    std::int64_t m_entries = 0;
    bool m_ended = false;
};

} // namespace

Result<Recording> readTrace(const std::string &path, const Watch &watch)
{
    Result<LineReader> reader = LineReader::open(path, watch);
    if (!reader)
        return reader.error();
    try {
        return TraceReader(std::move(reader).value()).read();
    } catch (const std::bad_alloc &) {
        return Error{path + ": There is not enough memory on this machine to read the trace."};
    }
}

bool beginsAsTrace(std::string_view text)
{
    constexpr std::size_t kHead = 400; // bytes
    return text.substr(0, kHead).find('"' + std::string("parallarium-trace/")) !=
           std::string_view::npos;
}

bool isTraceFile(const std::string &path)
{
    return beginsAsTrace(beginningOf(path, 4096));
}

} // namespace core
