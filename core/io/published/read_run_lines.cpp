// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/published/read_run_lines.h"

#include "core/io/json/json_reader.h"
#include "core/io/scenario/scenario_json.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace core {
namespace {

constexpr std::string_view kSpace = " \t\r";
constexpr std::array<std::string_view, 9> kKeys = {
    "id",         "group", "scenario", "step_time_s", "model_tflops_per_device", "peak_memory_gb",
    "confidence", "note",  "source"};

// What is measured is more than nothing, or was not measured.
void takeMeasured(ObjectReader &reader, std::string_view key, double &target)
{
    if (reader.take(key, target) && target <= 0)
        reader.complain(*reader.node().member(key), key,
                        "must be more than 0: leave it out where it was not measured.");
}

// A misspelt key would be ignored, and what it says would not count.
void complainAboutKeys(ObjectReader &reader, std::vector<std::string> &unread)
{
    for (const JsonNode &item : reader.node().items) {
        if (std::ranges::find(kKeys, item.key) != kKeys.end())
            continue;
        std::vector<std::string_view> absent;
        std::ranges::copy_if(kKeys, std::back_inserter(absent),
                             [&](std::string_view key) { return !reader.node().member(key); });
        const std::string_view meant = nearest(lowerCase(item.key), absent);
        if (!meant.empty())
            reader.complain(item, item.key,
                            "is not known. Did you mean \"" + std::string(meant) + "\"?");
        else if (std::ranges::find(unread, item.key) == unread.end())
            unread.push_back(item.key);
    }
}

PublishedRun runOf(JsonComplaints &complaints, const JsonNode &line, std::string_view name,
                   std::vector<std::string> &unread)
{
    ObjectReader reader(complaints, line, {});
    PublishedRun run;
    run.group = "runs";
    complainAboutKeys(reader, unread);
    if (reader.require("id", "name the run.") != nullptr)
        reader.take("id", run.id);
    reader.take("group", run.group);
    reader.takeLines("source", run.source);
    reader.takeLines("note", run.note);
    std::string open;
    if (reader.takeLines("confidence", open) && open != "full" && !open.empty())
        run.note = open + (run.note.empty() ? "" : "; ") + run.note;
    takeMeasured(reader, "step_time_s", run.stepSeconds);
    takeMeasured(reader, "peak_memory_gb", run.memoryGb);
    double teraflops = 0;
    takeMeasured(reader, "model_tflops_per_device", teraflops);
    run.modelFlopsPerDevice = 1e12 * teraflops;
    if (const JsonNode *scenario = reader.require("scenario", "say what ran."))
        run.scenario = scenarioFromTree(*scenario, name);
    if (run.stepSeconds == 0 && run.scenario)
        run.stepSeconds = stepOfRate(run.scenario.value(), run.modelFlopsPerDevice);
    return run;
}

std::string_view withoutSpace(std::string_view line)
{
    const std::size_t begin = line.find_first_not_of(kSpace);
    return begin == std::string_view::npos ? std::string_view() : line.substr(begin);
}

} // namespace

bool areRunLines(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

Result<RunLines> readRunLines(std::string_view text, std::string_view name)
{
    RunLines lines;
    std::map<std::string, int> lineOfId;
    const std::vector<std::string> noSettings;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find('\n');
        const std::string_view line = withoutSpace(text.substr(0, end));
        text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        if (line.empty())
            continue;
        const Result<JsonNode> tree = parseJsonTree(line, name, number);
        if (!tree)
            return tree.error();
        JsonComplaints complaints(name, noSettings);
        PublishedRun run = runOf(complaints, tree.value(), name, lines.unread);
        if (complaints.any())
            return Error{complaints.first()};
        const auto [before, isNew] = lineOfId.try_emplace(run.id, number);
        if (!isNew)
            return errorAt(name, number,
                           "The id \"" + run.id + "\" is already used by line " +
                               std::to_string(before->second) +
                               ": a run counts once, so give each its own id.");
        lines.runs.push_back(std::move(run));
    }
    return lines;
}

} // namespace core
