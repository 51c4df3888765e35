// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/papers/published_bubbles.h"

#include "core/base/text.h"
#include "core/sim/evaluate.h"

#include "validation_data.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace core {
namespace {

// The paper's name of a schedule, and how to request it here.
struct PaperSchedule
{
    std::string_view name;
    std::string_view id;
    double memory = 0;        // activations per rank, in multiples of the ranks; 0: no limit asked
    bool inChunks = false;    // two halves of a stage per rank
    bool interleaved = false; // as many chunks as the row says
};
constexpr PaperSchedule kPaperSchedules[] = {
    {.name = "1F1B", .id = "1f1b"},
    {.name = "1F1B-I", .id = "interleaved", .interleaved = true},
    {.name = "ZB-H1", .id = "zb-h1"},
    {.name = "ZB-H2", .id = "zb-h2"},
    {.name = "ZB-1p", .id = "zb-auto", .memory = 1},
    {.name = "ZB-2p", .id = "zb-auto", .memory = 2},
    {.name = "ZB-V", .id = "zbv-auto", .inChunks = true},
};

struct Row
{
    PublishedBubble bubble;
    double forward = 0; // ms
    double input = 0;
    double weight = 0;
    double hop = 0;
    int chunks = 1;
};

template <class T>
void takeField(std::string_view &line, T &target)
{
    const std::string_view field = line.substr(0, line.find(','));
    line.remove_prefix(std::min(line.size(), field.size() + 1));
    if constexpr (std::is_same_v<T, std::string>)
        target = field;
    else
        std::from_chars(field.data(), field.data() + field.size(), target);
}

Row rowFrom(std::string_view line)
{
    Row row;
    PublishedBubble &bubble = row.bubble;
    takeField(line, bubble.table);
    takeField(line, bubble.model);
    takeField(line, bubble.ranks);
    takeField(line, bubble.microBatches);
    takeField(line, row.forward);
    takeField(line, row.input);
    takeField(line, row.weight);
    takeField(line, row.hop);
    takeField(line, bubble.schedule);
    takeField(line, row.chunks);
    takeField(line, bubble.published);
    return row;
}

std::vector<Row> rowsOfTables()
{
    std::vector<Row> rows;
    std::string_view text = k_zero_bubble;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!line.empty() && line.front() >= '0' && line.front() <= '9')
            rows.push_back(rowFrom(line));
    }
    return rows;
}

// Table 8 lists times per chunk of half a stage, Table 5 per stage.
UnitCosts costsOf(const Row &row, const PaperSchedule &paper)
{
    double scale = 1;
    if (row.bubble.table == 8)
        scale = paper.inChunks || paper.interleaved ? 1 : 2;
    else if (paper.interleaved)
        scale = 1.0 / row.chunks;
    return {.forward = {row.forward * scale},
            .input = {row.input * scale},
            .weight = {row.weight * scale},
            .hop = {row.hop}};
}

double rateOf(const Evaluation &evaluation)
{
    return 1 - std::ranges::max(evaluation.busy) / evaluation.maxSpan;
}

Result<Evaluation> evaluationOf(std::string_view id, const ScheduleShape &shape)
{
    const Result<ScheduleOrder> order = makeOrder(id, shape);
    return order ? evaluate(order.value(), shape.costs) : order.error();
}

void evaluateRow(Row &row, const PaperSchedule &paper)
{
    PublishedBubble &bubble = row.bubble;
    bubble.id = paper.id;
    if (!findSchedule(paper.id)) {
        bubble.note = "This program has no schedule " + bubble.id + ".";
        return;
    }
    const UnitCosts costs = costsOf(row, paper);
    ScheduleShape shape = {.ranks = bubble.ranks,
                           .microBatches = bubble.microBatches,
                           .chunks = paper.interleaved ? row.chunks : 0,
                           .memoryLimit = paper.memory * bubble.ranks,
                           .costs = costs,
                           .asPublished = true};
    const Result<Evaluation> evaluation = evaluationOf(paper.id, shape);
    if (!evaluation) {
        bubble.note = evaluation.error().message;
        return;
    }
    bubble.ours = rateOf(evaluation.value());
    shape.asPublished = false;
    if (paper.inChunks)
        bubble.searched = rateOf(evaluationOf(paper.id, shape).value());
    if (paper.interleaved) {
        bubble.counts = false;
        const double span = evaluation.value().maxSpan - bubble.ranks * row.hop;
        const double theirs = 1 - std::ranges::max(evaluation.value().busy) / span;
        bubble.note = "The paper counts " + figureOfCount(bubble.ranks) +
                      " hops fewer on the longest path; without them ours is " +
                      plainNumber(std::round(theirs * 1e4) / 1e4) + ".";
    }
}

} // namespace

std::vector<PublishedBubble> publishedBubbles()
{
    std::vector<PublishedBubble> bubbles;
    for (Row &row : rowsOfTables()) {
        const auto paper =
            std::ranges::find(kPaperSchedules, row.bubble.schedule, &PaperSchedule::name);
        if (paper != std::end(kPaperSchedules))
            evaluateRow(row, *paper);
        bubbles.push_back(std::move(row.bubble));
    }
    return bubbles;
}

} // namespace core
