// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/papers/bubble_tables.h"

#include "core/base/text.h"
#include "core/papers/published_bubbles.h"

namespace core {
namespace {

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

} // namespace

std::vector<ValidationTable> bubbleTables()
{
    std::vector<ValidationTable> tables;
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
    return tables;
}

} // namespace core
