// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <optional>
#include <string>
#include <string_view>

namespace core {

// The idle share of a pipeline in papers and lectures: equal stages, links that cost nothing,
// backward twice as long as forward.
struct Textbook
{
    double idleShare = 0; // of the step
    std::string symbols;  // "(p − 1) / (m + p − 1)"
    std::string numbers;  // "(4 − 1) / (8 + 4 − 1) = 3 / 11"
    std::string_view source;
};

struct TextbookShape
{
    int ranks = 1;
    std::int64_t microBatches = 1;
    int chunks = 1;
};

// Nothing for a single rank, for schedules without a closed form, and for shapes that theirs does
// not hold for (interleaved: micro-batches that the ranks do not divide; ZB-H1: fewer than ranks).
[[nodiscard]] std::optional<Textbook> textbookOf(std::string_view schedule,
                                                 const TextbookShape &shape);

} // namespace core
