// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/result/event_writer.h"

#include "core/analysis/visit_stream.h"
#include "core/base/printable.h"
#include "core/io/result/result_json.h"

#include <array>

namespace core {
namespace {

constexpr std::array<std::string_view, kSpanKindCount> kKindNames = {
    "forward", "backward",      "backward_input", "backward_weight", "recompute", "optimizer",
    "wait",    "communication", "other",          "product",         "attention", "copy"};
constexpr std::array<std::string_view, kIdleCauseCount> kCauseNames = {
    "fill", "drain", "dependency", "link", "straggler", "gradient_sync", "barrier"};

} // namespace

std::string_view eventKind(SpanKind kind)
{
    return kKindNames[static_cast<std::size_t>(kind)];
}

// 1234567890 ns: "1.23456789"
std::string exactSeconds(Nanos time)
{
    const std::int64_t nanos = time.count;
    constexpr std::int64_t kPerSecond = 1'000'000'000;
    std::string text = std::to_string(nanos / kPerSecond);
    const std::string fraction = std::to_string(kPerSecond + nanos % kPerSecond).substr(1);
    const std::size_t digits = fraction.find_last_not_of('0') + 1; // npos + 1 is 0
    return digits == 0 ? text : text + '.' + fraction.substr(0, digits);
}

namespace {

std::string secondsText(std::int64_t nanos)
{
    return exactSeconds({nanos});
}

// Between quotation marks of CSV ("" for one) or of JSON (\").
std::string quoted(std::string_view text, std::string_view escapedMark)
{
    std::string result = "\"";
    for (const char c : printable(text)) {
        if (c == '"')
            result += escapedMark;
        else if (c == '\\' && escapedMark.front() == '\\')
            result += "\\\\";
        else
            result += c;
    }
    return result + '"';
}

std::string csvCell(const std::string &text)
{
    const bool plain = text.find_first_of("\",\n\r") == std::string::npos;
    return plain ? printable(text) : quoted(text, "\"\"");
}

std::string lineOfNames(const PlacedVisit &placed)
{
    return printable(placed.visit.name) + '\n';
}

std::string lineOfCsv(const PlacedVisit &placed)
{
    const Visit &visit = placed.visit;
    return secondsText(visit.begin.count) + ',' + secondsText(visit.end.count) + ',' +
           std::to_string(visit.device) + ',' + std::to_string(placed.replica) + ',' +
           std::to_string(placed.rank) + ',' + std::to_string(placed.stage) + ',' +
           std::to_string(placed.microBatch) + ',' + std::to_string(visit.microBatch) + ',' +
           std::string(eventKind(placed.kind)) + ',' + csvCell(visit.name) + '\n';
}

std::string lineOfJson(const PlacedVisit &placed)
{
    const Visit &visit = placed.visit;
    return "{\"begin_s\":" + secondsText(visit.begin.count) +
           ",\"end_s\":" + secondsText(visit.end.count) +
           ",\"device\":" + std::to_string(visit.device) +
           ",\"replica\":" + std::to_string(placed.replica) +
           ",\"rank\":" + std::to_string(placed.rank) +
           ",\"stage\":" + std::to_string(placed.stage) +
           ",\"micro_batch\":" + std::to_string(placed.microBatch) +
           ",\"batch\":" + std::to_string(visit.microBatch) + ",\"kind\":\"" +
           std::string(eventKind(placed.kind)) + "\",\"name\":" + quoted(visit.name, "\\\"") +
           "}\n";
}

struct Form
{
    std::string_view header;
    std::string (*line)(const PlacedVisit &placed);
};

// In the order of EventFormat.
constexpr Form kForms[] = {
    {"", lineOfNames},
    {"begin_s,end_s,device,replica,rank,stage,micro_batch,batch,kind,name\n", lineOfCsv},
    {"", lineOfJson},
};

std::string listText(const std::vector<int> &numbers)
{
    std::string text = "[";
    for (const int number : numbers)
        text += (text.size() > 1 ? ", " : "") + std::to_string(number);
    return text + ']';
}

std::string spanText(const Snapshot &snapshot, const Span &span, std::size_t row)
{
    const SpanTag &tag = span.tag;
    std::string text = "{\"begin_s\": " + secondsText(span.begin) +
                       ", \"end_s\": " + secondsText(span.end) + ", \"kind\": \"" +
                       std::string(eventKind(tag.kind)) + '"';
    if (opOf(tag.kind))
        text += ", \"stage\": " + std::to_string(tag.stage) +
                ", \"micro_batch\": " + std::to_string(tag.microBatch);
    if (tag.kind == SpanKind::Wait)
        text +=
            ", \"cause\": \"" + std::string(kCauseNames[static_cast<std::size_t>(tag.cause)]) + '"';
    if (tag.kind == SpanKind::Wait && span.wait >= 0) {
        const WaitDetail &wait = snapshot.trace.waits[row][static_cast<std::size_t>(span.wait)];
        if (wait.awaitedRow >= 0)
            text +=
                ", \"awaited_device\": " +
                std::to_string(
                    snapshot.plan.rows[static_cast<std::size_t>(wait.awaitedRow)].devices.front());
    }
    return text + '}';
}

Written writeRow(FileWriter &writer, const Snapshot &snapshot, std::size_t row)
{
    const RowPlan &plan = snapshot.plan.rows[row];
    const Trace::RowRange range = snapshot.trace.rows[row];
    std::string begin = row == 0 ? "\n" : ",\n";
    begin += "    {\"devices\": " + listText(plan.devices) +
             ", \"replicas\": " + listText(plan.replicas) +
             ", \"rank\": " + std::to_string(plan.pipelineRank) + ", \"spans\": [";
    if (Written written = writer.write(begin); !written)
        return written;
    for (std::size_t i = 0; i < range.count; ++i) {
        const Span span = snapshot.trace.span(range.first + i);
        if (Written written =
                writer.write((i == 0 ? "\n      " : ",\n      ") + spanText(snapshot, span, row));
            !written)
            return written;
    }
    return writer.write("]}");
}

} // namespace

std::span<const EventFormatName> eventFormats()
{
    static constexpr EventFormatName table[] = {{"names", EventFormat::Names},
                                                {"csv", EventFormat::Csv},
                                                {"jsonl", EventFormat::JsonLines}};
    return table;
}

EventFormat eventFormatOf(std::string_view path)
{
    if (path.ends_with(".csv"))
        return EventFormat::Csv;
    return path.ends_with(".jsonl") || path.ends_with(".ndjson") ? EventFormat::JsonLines
                                                                 : EventFormat::Names;
}

Written writeEvents(FileWriter &writer, const Snapshot &snapshot, EventFormat format)
{
    const Form &form = kForms[static_cast<std::size_t>(format)];
    if (Written written = writer.write(form.header); !written)
        return written;
    VisitStream stream(snapshot);
    while (const std::optional<PlacedVisit> placed = stream.next()) {
        if (Written written = writer.write(form.line(*placed)); !written)
            return written;
    }
    return {};
}

Written writeResultWithSpans(FileWriter &writer, const Snapshot &snapshot,
                             const std::vector<std::string> &notes)
{
    // The document ends with its bracket, before which the spans go.
    const std::string result = resultToJson(snapshot, notes);
    const std::string head = result.substr(0, result.find_last_of('}') - 1) + ",\n  \"spans\": [";
    if (Written written = writer.write(head); !written)
        return written;
    for (std::size_t row = 0; row < snapshot.trace.rows.size(); ++row) {
        if (Written written = writeRow(writer, snapshot, row); !written)
            return written;
    }
    return writer.write("]\n}\n");
}

} // namespace core
