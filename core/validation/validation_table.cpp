// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validation/validation_table.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace core {
namespace {

double sizeOf(const ValidationRow &row)
{
    return row.error() ? std::abs(*row.error()) : 0;
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

} // namespace core
