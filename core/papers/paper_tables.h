// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace core {

// A table of a paper that the program carries, in the form that readPublishedRuns() reads.
struct PaperTable
{
    std::string_view name;
    std::string_view title;
    std::string_view text;
};
[[nodiscard]] std::span<const PaperTable> paperTables();

// Runs of other sources than papers (repositories, vendors' pages) on cards of five generations, in
// the form that readRunLines() reads.
[[nodiscard]] std::string_view measuredRuns();

} // namespace core
