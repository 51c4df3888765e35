// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validation/validation_tables.h"

#include "core/base/text.h"
#include "core/validation/published_bubbles.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace core {
namespace {

double sizeOf(const ValidationRow &row)
{
    return row.error() ? std::abs(*row.error()) : 0;
}

ValidationRow rowOf(const PublishedBubble &bubble)
{
    return {.group = bubble.schedule,
            .name = bubble.model + ", " + figureOfCount(bubble.ranks) + " ranks, " +
                    figureOfCount(bubble.microBatches) + " micro-batches",
            .published = bubble.published,
            .ours = bubble.ours,
            .agrees = bubble.agrees(),
            .counts = bubble.counts,
            .note = bubble.note};
}

// To add published figures: a function that appends their tables, called below.
void appendBubbleTables(std::vector<ValidationTable> &tables)
{
    for (const PublishedBubble &bubble : publishedBubbles()) {
        const std::string number = figureOfCount(bubble.table);
        const std::string id = "zero-bubble-" + number;
        if (tables.empty() || tables.back().id != id)
            tables.push_back({.id = id,
                              .title = "Zero Bubble, Table " + number + ": bubble rates",
                              .source = kPublishedBubblesSource,
                              .rows = {}});
        tables.back().rows.push_back(rowOf(bubble));
    }
}

} // namespace

std::optional<double> ValidationRow::error() const
{
    if (!ours || (!isRate && published == 0))
        return std::nullopt;
    return isRate ? *ours - published : *ours / published - 1;
}

ValidationSummary summaryOf(const ValidationTable &table)
{
    ValidationSummary summary;
    for (const ValidationRow &row : table.rows) {
        if (!row.counts)
            continue;
        ++summary.rows;
        summary.agree += row.agrees;
        summary.mean += sizeOf(row);
        summary.most = std::max(summary.most, sizeOf(row));
    }
    if (summary.rows > 0)
        summary.mean /= static_cast<double>(summary.rows);
    return summary;
}

std::vector<ValidationRow> worstFirst(const ValidationTable &table)
{
    std::vector<ValidationRow> rows = table.rows;
    std::ranges::stable_sort(rows, {}, [](const ValidationRow &row) {
        return std::tuple(!row.counts, row.ours.has_value(), -sizeOf(row));
    });
    return rows;
}

std::vector<ValidationTable> validationTables()
{
    std::vector<ValidationTable> tables;
    appendBubbleTables(tables);
    return tables;
}

} // namespace core
