// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace core {

// One published figure beside ours.
struct ValidationRow
{
    std::string group = {}; // what means are taken over: "ZB-H1"
    std::string name = {};  // "1.5B, 8 ranks, 24 micro-batches"
    double published = 0;
    std::optional<double> ours = {}; // nothing: note says why
    bool agrees = false;             // to the digits that were published
    bool counts = true;              // false: it was counted differently, as note says
    std::string note = {};
    std::string kind = {};     // of a run: runKind() of its scenario
    std::string device = {};   // id of its card
    std::string software = {}; // id of its generation

    // Of ours from the published figure; of rates the difference, of times the ratio less one.
    [[nodiscard]] std::optional<double> error() const;
    bool isRate = true;
};

struct ValidationTable
{
    std::string id;
    std::string title;  // "Zero Bubble, Table 5: bubble rates"
    std::string source; // what to read
    std::vector<ValidationRow> rows;
};

struct ValidationSummary
{
    std::size_t rows = 0; // that count
    std::size_t agree = 0;
    double mean = 0; // of the absolute errors
    double most = 0;
};
[[nodiscard]] ValidationSummary summaryOf(const ValidationTable &table);

// Rows by size of error, the worst first; those not counted come last.
[[nodiscard]] std::vector<ValidationRow> worstFirst(const ValidationTable &table);

} // namespace core
