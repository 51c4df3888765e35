// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/result/validation_json.h"

#include "core/io/json/json_value.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

std::string groupOf(const PublishedBubble &bubble)
{
    return "table " + std::to_string(bubble.table) + ", " + bubble.schedule;
}

JsonValue rowToJson(const PublishedBubble &bubble)
{
    JsonValue row = {{"id", "table" + std::to_string(bubble.table) + '-' + bubble.model + "-p" +
                                std::to_string(bubble.ranks) + "-m" +
                                std::to_string(bubble.microBatches) + '-' + bubble.schedule},
                     {"group", groupOf(bubble)},
                     {"schedule", bubble.id},
                     {"published", bubble.published}};
    if (bubble.ours) {
        row["predicted"] = *bubble.ours;
        row["error"] = *bubble.ours - bubble.published;
    }
    row["agrees"] = bubble.agrees();
    if (bubble.searched)
        row["searched"] = *bubble.searched;
    row["counts"] = bubble.counts;
    if (!bubble.note.empty())
        row["note"] = bubble.note;
    return row;
}

struct Group
{
    std::string name;
    int rows = 0;
    int evaluated = 0;
    int agree = 0;
    double sum = 0; // of absolute errors
    double most = 0;
};

void addTo(Group &group, const PublishedBubble &bubble)
{
    ++group.rows;
    group.agree += bubble.agrees();
    if (!bubble.ours)
        return;
    const double error = std::abs(*bubble.ours - bubble.published);
    ++group.evaluated;
    group.sum += error;
    group.most = std::max(group.most, error);
}

} // namespace

std::string publishedBubblesToJson(const std::vector<PublishedBubble> &bubbles)
{
    std::vector<Group> groups;
    JsonValue::Items rows;
    for (const PublishedBubble &bubble : bubbles) {
        rows.push_back(rowToJson(bubble));
        auto group = std::ranges::find(groups, groupOf(bubble), &Group::name);
        if (group == groups.end()) {
            groups.push_back({.name = groupOf(bubble)});
            group = groups.end() - 1;
        }
        addTo(*group, bubble);
    }
    JsonValue::Items summaries;
    for (const Group &group : groups) {
        const auto ofRows = [&group](double value) {
            return group.evaluated > 0 ? JsonValue(value) : JsonValue(nullptr);
        };
        summaries.push_back(
            JsonValue{{"group", group.name},
                      {"rows", group.rows},
                      {"agree", group.agree},
                      {"mean_abs_error", ofRows(group.sum / std::max(1, group.evaluated))},
                      {"max_abs_error", ofRows(group.most)}});
    }
    return jsonText(JsonValue{{"source", kPublishedBubblesSource},
                              {"groups", JsonValue(std::move(summaries))},
                              {"rows", JsonValue(std::move(rows))}});
}

namespace {

JsonValue groupsToJson(const std::vector<ValidatedGroup> &groups)
{
    JsonValue::Items items;
    for (const ValidatedGroup &group : groups) {
        JsonValue item = {{"group", group.group}, {"rows", group.rows}};
        const auto ofRows = [&group](double value) {
            return group.rows > 0 ? JsonValue(value) : JsonValue(nullptr);
        };
        item["mean_abs_error"] = ofRows(group.meanError);
        item["median_abs_error"] = ofRows(group.medianError);
        item["max_abs_error"] = ofRows(group.maxError);
        item["bias"] = ofRows(group.bias);
        if (group.memoryRows > 0)
            item["memory_mean_abs_error"] = group.memoryMeanError;
        item["skipped"] = group.skipped;
        items.push_back(std::move(item));
    }
    return items;
}

JsonValue rowToJson(const ValidatedRun &run)
{
    JsonValue item = {{"id", run.id}, {"group", run.group}, {"published", run.published}};
    if (run.problem.empty()) {
        item["predicted"] = run.predicted;
        item["error"] = run.error();
    } else {
        item["problem"] = run.problem;
    }
    if (run.memoryPublished > 0)
        item["memory_published_gb"] = run.memoryPublished;
    if (run.problem.empty())
        item["memory_predicted_gb"] = run.memoryPredicted;
    if (!run.note.empty())
        item["note"] = run.note;
    return item;
}

} // namespace

std::string validationToJson(const Validation &validation, const std::vector<std::string> &notes)
{
    JsonValue::Items rows;
    for (const ValidatedRun &run : validation.runs)
        rows.push_back(rowToJson(run));
    JsonValue json = {{"groups", groupsToJson(validation.groups)},
                      {"devices", groupsToJson(groupsOf(validation.runs, &ValidatedRun::device))},
                      {"kinds", groupsToJson(groupsOf(validation.runs, &ValidatedRun::kind))},
                      {"rows", JsonValue(std::move(rows))}};
    if (!notes.empty())
        json["warnings"] = notes;
    return jsonText(json);
}

} // namespace core
