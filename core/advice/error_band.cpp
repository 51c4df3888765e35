// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/error_band.h"

#include "core/papers/step_tables.h"
#include "core/validation/run_kind.h"

#include <algorithm>
#include <cmath>

namespace core {

std::optional<ErrorBand> errorBandOf(const Scenario &scenario,
                                     const std::vector<ValidationTable> &tables)
{
    ErrorBand own = {.kind = runKind(scenario)};
    ErrorBand all = {.kind = own.kind, .alike = false};
    const auto add = [](ErrorBand &band, double size) {
        ++band.runs;
        band.mean += (size - band.mean) / static_cast<double>(band.runs);
        band.most = std::max(band.most, size);
    };
    for (const ValidationTable &table : tables) {
        if (table.id != kAllStepTimes)
            continue; // the same runs, paper by paper
        for (const ValidationRow &row : table.rows) {
            if (row.isRate || !row.counts || !row.error())
                continue;
            add(all, std::abs(*row.error()));
            if (row.kind == own.kind)
                add(own, std::abs(*row.error()));
        }
    }
    if (all.runs == 0)
        return std::nullopt;
    return own.runs > 0 ? own : all;
}

} // namespace core
