// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/advice/error_band.h"

#include "core/papers/step_tables.h"
#include "core/validation/run_kind.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core {
namespace {

// The best of what there is, in this order.
constexpr std::array kLikenesses = {Likeness::Same, Likeness::OtherCard, Likeness::OtherLayout,
                                    Likeness::None};

bool isLike(const ValidationRow &row, const Scenario &scenario, const std::string &kind,
            Likeness likeness)
{
    const bool card = row.device == scenario.cluster.device.id;
    switch (likeness) {
    case Likeness::Same:
        return card && row.kind == kind;
    case Likeness::OtherCard:
        return row.kind == kind;
    case Likeness::OtherLayout:
        return card;
    case Likeness::None:
        break;
    }
    return true;
}

double wideningFor(Likeness likeness)
{
    switch (likeness) {
    case Likeness::Same:
        return kWiderThanSeen;
    case Likeness::OtherCard:
    case Likeness::OtherLayout:
        return kWiderThanSeen * std::sqrt(kWiderThanOthers);
    case Likeness::None:
        break;
    }
    return kWiderThanSeen * kWiderThanOthers;
}

// All that are like the scenario to this degree.
ErrorBand bandOf(const Scenario &scenario, const std::vector<ValidationTable> &tables,
                 const std::string &kind, Likeness likeness)
{
    ErrorBand band = {.kind = kind, .likeness = likeness, .widened = wideningFor(likeness)};
    for (const ValidationTable &table : tables) {
        // The runs of papers follow once more, paper by paper.
        if (table.id != kAllStepTimes && table.id != kMeasuredStepTimes)
            continue;
        for (const ValidationRow &row : table.rows) {
            if (row.isRate || !row.counts || !row.error() || !isLike(row, scenario, kind, likeness))
                continue;
            const double size = band.widened * std::abs(*row.error());
            ++band.runs;
            band.mean += (size - band.mean) / static_cast<double>(band.runs);
            band.most = std::max(band.most, size);
        }
    }
    return band;
}

} // namespace

std::optional<ErrorBand> errorBandOf(const Scenario &scenario,
                                     const std::vector<ValidationTable> &tables)
{
    const std::string kind = runKind(scenario);
    for (const Likeness likeness : kLikenesses) {
        ErrorBand band = bandOf(scenario, tables, kind, likeness);
        if (band.runs > 0)
            return band;
    }
    return std::nullopt;
}

} // namespace core
