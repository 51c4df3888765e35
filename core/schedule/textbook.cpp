// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/textbook.h"

#include "core/base/text.h"

#include <algorithm>
#include <iterator>

namespace core {
namespace {

bool always(const TextbookShape &)
{
    return true;
}

bool wholeRounds(const TextbookShape &shape)
{
    return shape.microBatches % shape.ranks == 0;
}

bool asManyAsRanks(const TextbookShape &shape)
{
    return shape.microBatches >= shape.ranks;
}

// (p - 1) / (k m + p - 1): fills and drains once while k m units of work pass. Chunks make units
// smaller; of a visit that is split in three, ZB-H1 leaves one third idle.
struct FillAndDrain
{
    std::string_view schedule;
    std::string_view factor; // as a symbol, "" or "v" or "3"
    bool (*holds)(const TextbookShape &shape);
    std::string_view source;
};

constexpr FillAndDrain kFillAndDrain[] = {
    {"gpipe", "", always, "GPipe, arXiv:1811.06965, section 2.3"},
    {"1f1b", "", always, "Narayanan 2021, arXiv:2104.04473, section 2.2"},
    {"interleaved", "v", wholeRounds, "Narayanan 2021, arXiv:2104.04473, section 2.2"},
    {"looped-bfs", "v", asManyAsRanks, "Breadth-First Pipeline Parallelism, arXiv:2211.05953"},
    {"zb-h1", "3", asManyAsRanks, "Zero Bubble, arXiv:2401.10241, table 2 at F = B = W"},
};

std::int64_t factorOf(const FillAndDrain &row, const TextbookShape &shape)
{
    return row.factor.empty() ? 1 : row.factor == "v" ? shape.chunks : 3;
}

// "(4 − 1) / (8 + 4 − 1) = 3 / 11"
std::string numbersOf(const FillAndDrain &row, const TextbookShape &shape)
{
    const std::int64_t factor = factorOf(row, shape);
    const std::string p = figureOfCount(shape.ranks);
    const std::string times = row.factor.empty() ? "" : figureOfCount(factor) + " × ";
    return "(" + p + " − 1) / (" + times + figureOfCount(shape.microBatches) + " + " + p +
           " − 1) = " + figureOfCount(shape.ranks - 1) + " / " +
           figureOfCount(factor * shape.microBatches + shape.ranks - 1);
}

Textbook takingTurns(const TextbookShape &shape)
{
    const std::string p = figureOfCount(shape.ranks);
    return {.idleShare = static_cast<double>(shape.ranks - 1) / shape.ranks,
            .symbols = "(p − 1) / p",
            .numbers =
                "(" + p + " − 1) / " + p + " = " + figureOfCount(shape.ranks - 1) + " / " + p,
            .source = "one of p devices works at a time"};
}

} // namespace

std::optional<Textbook> textbookOf(std::string_view schedule, const TextbookShape &shape)
{
    if (shape.ranks < 2 || shape.microBatches < 1)
        return std::nullopt;
    if (isOneAtATime(schedule))
        return takingTurns(shape);
    const auto row = std::ranges::find(kFillAndDrain, schedule, &FillAndDrain::schedule);
    if (row == std::end(kFillAndDrain) || !row->holds(shape))
        return std::nullopt;
    const double fill = shape.ranks - 1;
    const double work =
        static_cast<double>(factorOf(*row, shape)) * static_cast<double>(shape.microBatches);
    const std::string times = row->factor.empty() ? "" : std::string(row->factor) + " × ";
    return Textbook{.idleShare = fill / (work + fill),
                    .symbols = "(p − 1) / (" + times + "m + p − 1)",
                    .numbers = numbersOf(*row, shape),
                    .source = row->source};
}

} // namespace core
