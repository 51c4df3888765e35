// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/trace/trace_header.h"

#include "core/base/text.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/trace/trace_letters.h"

#include <set>
#include <string_view>

namespace core {
namespace {

constexpr std::size_t kMostNames = 500'000;
constexpr std::size_t kLongestName = 1'000; // bytes
constexpr std::int64_t kMostStages = 65'536;

void readNames(TraceLine &line, std::vector<std::string> &names)
{
    const JsonNode *list = line.reader().find("names");
    if (!list)
        return;
    if (list->kind != JsonNode::Kind::Array || list->items.size() > kMostNames) {
        line.complain("names", "must be a list of at most " +
                                   figureOfCount(static_cast<std::int64_t>(kMostNames)) + " texts");
        return;
    }
    std::set<std::string_view> known;
    for (const JsonNode &name : list->items) {
        if (name.kind != JsonNode::Kind::String || name.text.size() > kLongestName) {
            line.complain("names",
                          "must be texts of at most " + std::to_string(kLongestName) + " bytes");
            return;
        }
        if (!known.insert(name.text).second) {
            line.complain("names", "must hold each text once");
            return;
        }
        names.push_back(name.text);
    }
}

// A scenario that cannot be run any more, say because a preset has gone, is no reason to refuse the
// trace.
std::optional<Scenario> readScenario(const std::string &text, const std::string &path)
{
    Result<Scenario> scenario = draftFromJson(text, path);
    if (!scenario || firstComplaint(scenario.value()))
        return std::nullopt;
    return std::move(scenario).value();
}

} // namespace

TraceHeader readTraceHeader(JsonComplaints &complaints, const JsonNode &node,
                            const std::string &path)
{
    TraceHeader header;
    TraceLine line(complaints, node, {});
    std::string format;
    line.reader().take("format", format);
    if (format != kTraceFormat) {
        line.complain("format", "must be \"" + std::string(kTraceFormat) +
                                    "\", which is what this version of Parallarium reads");
        return header;
    }
    std::string unit;
    line.reader().take("unit", unit);
    if (unit != "ns")
        line.complain("unit", "must be \"ns\"");
    line.reader().take("title", header.title);
    header.stop = line.number("stop", kTraceTimes);
    header.optimizerBegin = line.number("optimizer_begin", kTraceTimes, header.stop);
    line.reader().take("completed", header.completed);
    line.reader().take("diagnosis", header.diagnosis);
    const auto count = [&line](std::string_view key, std::int64_t most) {
        return static_cast<int>(line.number(key, {1, most}, 1));
    };
    header.shape = {.ranks = count("ranks", kMaxDevices),
                    .replicas = count("replicas", kMaxDevices),
                    .microBatches = count("micro_batches", kMaxSamples),
                    .stages = count("stages", kMostStages)};
    readNames(line, header.names);
    std::string scenario;
    if (line.reader().takeLines("scenario", scenario) && !complaints.any())
        header.scenario = readScenario(scenario, path);
    line.finish();
    return header;
}

} // namespace core
