// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/trace/write_trace.h"

#include "core/analysis/link_use.h"
#include "core/analysis/memory_steps.h"
#include "core/io/file/text_sink.h"
#include "core/io/json/json_reader.h"
#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/trace_letters.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::size_t kEntriesOfLine = 20'000; // a line is read as a whole

// What of a simulated trace only the plan says.
struct Source
{
    const std::string &title;
    const Trace &trace;
    const Scenario *scenario = nullptr;
    const Snapshot *simulated = nullptr;
};

void addLine(TextSink &lines, const JsonValue &value)
{
    lines.add(jsonLine(value) + '\n');
}

JsonValue headerOf(const Source &source)
{
    const Trace &trace = source.trace;
    JsonValue header = {{"format", kTraceFormat},
                        {"title", source.title},
                        {"unit", "ns"},
                        {"stop", trace.stop},
                        {"optimizer_begin", trace.optimizerBegin},
                        {"ranks", trace.shape.ranks},
                        {"replicas", trace.shape.replicas},
                        {"micro_batches", trace.shape.microBatches},
                        {"stages", trace.shape.stages}};
    if (!trace.completed) {
        header["completed"] = false;
        header["diagnosis"] = trace.diagnosis;
    }
    if (!trace.names.empty())
        header["names"] = JsonValue(trace.names);
    // A document in a document, which its own reader reads.
    if (source.scenario)
        header["scenario"] = scenarioToJson(*source.scenario);
    return header;
}

JsonValue rowLine(const Trace &trace, std::size_t row)
{
    const RowInfo &info = trace.info[row];
    JsonValue line = {{"row", row}, {"devices", info.devices}, {"replicas", info.replicas}};
    if (!info.label.empty())
        line["label"] = info.label;
    const auto addUnless = [&line](std::string_view key, auto value, auto usual) {
        if (value != usual)
            line[key] = value;
    };
    const RowInfo usual;
    addUnless("rank", info.rank, usual.rank);
    addUnless("replica_class", info.replicaClass, usual.replicaClass);
    addUnless("lead", info.lead, usual.lead);
    addUnless("stream", info.stream, usual.stream);
    addUnless("group", info.group, usual.group);
    addUnless("speed", info.speed, usual.speed);
    addUnless("own_speed", info.ownSpeed, usual.ownSpeed);
    if (row < trace.idle.size())
        line["idle"] =
            JsonValue(std::vector<std::int64_t>(trace.idle[row].begin(), trace.idle[row].end()));
    return line;
}

// A column that is left out where it holds nothing but the usual value.
template <class T>
void addColumn(JsonValue &line, std::string_view key, const std::vector<T> &column, T usual)
{
    if (std::ranges::any_of(column, [usual](T value) { return value != usual; }))
        line[key] = JsonValue(column);
}

JsonValue spansLine(const Trace &trace, std::size_t row, std::size_t first, std::size_t end)
{
    std::string kinds;
    std::vector<std::int64_t> length;
    std::vector<std::int64_t> microBatch;
    std::vector<int> stage;
    std::vector<std::int64_t> name;
    std::vector<std::size_t> paired;
    std::vector<std::size_t> noted; // waits of which more is known
    std::vector<std::int32_t> awaited;
    std::vector<std::int64_t> link;
    std::string how;
    for (std::size_t i = first; i < end; ++i) {
        const SpanTag tag = trace.tag[i];
        kinds += letterOf(tag);
        length.push_back(trace.end[i] - trace.begin[i]);
        microBatch.push_back(tag.microBatch);
        stage.push_back(tag.stage);
        const bool named = trace.nameOf(i) != nullptr;
        name.push_back(named ? static_cast<std::int64_t>(trace.name[i]) : -1);
        if (trace.pairedWithNext(i))
            paired.push_back(i - first);
        if (trace.wait[i] < 0)
            continue;
        const WaitDetail &wait = trace.waits[row][static_cast<std::size_t>(trace.wait[i])];
        noted.push_back(i - first);
        awaited.push_back(wait.awaitedRow);
        link.push_back(wait.link);
        how += wait.cut ? (wait.forGradient ? 'G' : 'A') : (wait.forGradient ? 'g' : 'a');
    }
    JsonValue line = {{"spans", row}, {"kind", kinds}, {"length", length}};
    addColumn(line, "micro_batch", microBatch, std::int64_t{0});
    addColumn(line, "stage", stage, 0);
    addColumn(line, "name", name, std::int64_t{-1});
    if (!paired.empty())
        line["paired"] = JsonValue(paired);
    if (!noted.empty()) {
        line["wait"] = JsonValue(noted);
        line["awaited_row"] = JsonValue(awaited);
        line["link"] = JsonValue(link);
        line["awaited"] = how;
    }
    return line;
}

JsonValue transfersLine(const Trace &trace, const std::vector<std::int64_t> &bytes, std::size_t row,
                        std::size_t first, std::size_t end)
{
    std::vector<std::int64_t> to;
    std::vector<std::int64_t> begin;
    std::vector<std::int64_t> arrival;
    std::vector<std::int64_t> microBatch;
    std::vector<std::int64_t> stage;
    std::vector<std::int64_t> size;
    std::string what;
    for (std::size_t i = first; i < end; ++i) {
        const Transfer &transfer = trace.transfers[row][i];
        to.push_back(transfer.toRow);
        begin.push_back(transfer.begin);
        arrival.push_back(transfer.end);
        microBatch.push_back(transfer.microBatch);
        stage.push_back(transfer.stage);
        what += transfer.gradient ? 'g' : 'a';
        if (i < bytes.size())
            size.push_back(bytes[i]);
    }
    JsonValue line = {
        {"transfers", row}, {"to", to}, {"begin", begin}, {"end", arrival}, {"what", what}};
    addColumn(line, "micro_batch", microBatch, std::int64_t{0});
    addColumn(line, "stage", stage, std::int64_t{0});
    if (size.size() == to.size())
        line["bytes"] = JsonValue(size);
    return line;
}

JsonValue collectivesLine(const std::vector<Collective> &all, std::size_t first, std::size_t end)
{
    std::vector<int> group;
    std::vector<int> bucket;
    std::vector<std::int64_t> begin;
    std::vector<std::int64_t> arrival;
    std::vector<std::int64_t> sent;
    for (std::size_t i = first; i < end; ++i) {
        group.push_back(all[i].group);
        bucket.push_back(all[i].bucket);
        begin.push_back(all[i].begin);
        arrival.push_back(all[i].end);
        sent.push_back(all[i].sent.count);
    }
    return {{"collectives", end - first},
            {"group", group},
            {"bucket", bucket},
            {"begin", begin},
            {"end", arrival},
            {"sent", sent}};
}

JsonValue memoryLine(const std::vector<MemoryStep> &steps, std::size_t row, std::size_t first,
                     std::size_t end)
{
    std::vector<std::int64_t> time;
    for (std::size_t i = first; i < end; ++i)
        time.push_back(steps[i].time.count);
    JsonValue line = {{"memory", row}, {"time", time}};
    for (const MemoryColumn &column : kMemoryColumns) {
        std::vector<std::int64_t> bytes;
        for (std::size_t i = first; i < end; ++i)
            bytes.push_back((steps[i].parts.*column.part).count);
        addColumn(line, column.name, bytes, std::int64_t{0});
    }
    return line;
}

// Calls visit(first, end) for parts of [first, end) that fit on a line.
template <class Visit>
void inLines(std::size_t first, std::size_t end, Visit visit)
{
    for (; first < end; first += kEntriesOfLine)
        visit(first, std::min(end, first + kEntriesOfLine));
}

std::vector<MemoryStep> memoryOf(const Source &source, std::size_t row)
{
    if (source.simulated)
        return memorySteps(*source.simulated, static_cast<int>(row));
    return row < source.trace.memory.size() ? source.trace.memory[row] : std::vector<MemoryStep>();
}

std::vector<std::int64_t> bytesOf(const Source &source, std::size_t row)
{
    const std::vector<std::vector<std::int64_t>> &recorded = source.trace.transferBytes;
    if (!source.simulated)
        return row < recorded.size() ? recorded[row] : std::vector<std::int64_t>();
    std::vector<std::int64_t> bytes;
    for (std::size_t i = 0; i < source.trace.transfers[row].size(); ++i)
        bytes.push_back(transferSize(*source.simulated, row, i).count);
    return bytes;
}

void writeRow(const Source &source, std::size_t row, TextSink &lines)
{
    const Trace &trace = source.trace;
    const Trace::RowRange range = trace.rows[row];
    inLines(range.first, range.first + range.count, [&](std::size_t first, std::size_t end) {
        addLine(lines, spansLine(trace, row, first, end));
    });
    const std::vector<std::int64_t> bytes = bytesOf(source, row);
    inLines(0, trace.transfers[row].size(), [&](std::size_t first, std::size_t end) {
        addLine(lines, transfersLine(trace, bytes, row, first, end));
    });
    const std::vector<MemoryStep> memory = memoryOf(source, row);
    inLines(0, memory.size(), [&](std::size_t first, std::size_t end) {
        addLine(lines, memoryLine(memory, row, first, end));
    });
}

Written writeLines(FileWriter &writer, Packing packing, const Source &source)
{
    TextSink lines(writer, packing != Packing::None);
    addLine(lines, headerOf(source));
    for (std::size_t row = 0; row < source.trace.rows.size(); ++row)
        addLine(lines, rowLine(source.trace, row));
    for (std::size_t row = 0; row < source.trace.rows.size() && !lines.failed(); ++row)
        writeRow(source, row, lines);
    inLines(0, source.trace.collectives.size(), [&](std::size_t first, std::size_t end) {
        addLine(lines, collectivesLine(source.trace.collectives, first, end));
    });
    addLine(lines, {{"end", true}});
    return lines.end();
}

Written write(const std::string &path, const Source &source)
{
    FileWriter writer(path);
    Written done = writer.open();
    if (done)
        done = writeLines(writer, packingOf(path), source);
    if (done)
        done = writer.seal();
    return done ? writer.commit() : done;
}

Source sourceOf(const Snapshot &snapshot)
{
    return {.title = snapshot.scenario.title,
            .trace = snapshot.trace,
            .scenario = &snapshot.scenario,
            .simulated = &snapshot};
}

} // namespace

Written writeTrace(const std::string &path, const Recording &recording)
{
    return write(path, {.title = recording.title,
                        .trace = recording.trace,
                        .scenario = recording.scenario ? &*recording.scenario : nullptr});
}

Written writeTrace(const std::string &path, const Snapshot &snapshot)
{
    return write(path, sourceOf(snapshot));
}

Written writeTrace(FileWriter &writer, const Snapshot &snapshot, Packing packing)
{
    return writeLines(writer, packing, sourceOf(snapshot));
}

Packing packingOf(std::string_view path)
{
    return isGzipName(path) ? Packing::Gzip : Packing::None;
}

} // namespace core
