// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/language.h"
#include "core/sweep/sweep.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

enum class MetricKind : std::uint8_t { Time, Rate, Share, Size, Dollars, Joules };

// What becomes of a metric where devices are added without any loss.
enum class IdealCourse : std::uint8_t {
    None,
    Rate,      // grows with the devices
    PerDevice, // stays
    Time,      // samples over the ideal rate
    One        // is 100 %
};

// One figure of a point.
struct SweepMetric
{
    std::string_view id;
    Words title;           // "Samples per second"
    std::string_view unit; // of the value in files: "s", "USD"; empty: none
    MetricKind kind = MetricKind::Rate;
    bool moreIsBetter = true;
    IdealCourse ideal = IdealCourse::None;
    // Of a point that runs, and, of the kind One, of the one that its series is measured against.
    // Not above 0 where it is not known.
    double (*value)(const PointFigures &point, const PointFigures &reference);
};
[[nodiscard]] std::span<const SweepMetric> sweepMetrics();
[[nodiscard]] const SweepMetric *findSweepMetric(std::string_view id);

// For people: "4.25 s", "82.3 %".
[[nodiscard]] std::string metricText(const SweepMetric &metric, double value);

// What scaling is measured against.
struct SweepReference
{
    const SweepPoint *point = nullptr; // nullptr: none runs yet
    bool scales = false; // others that run have more devices: only then is there an efficiency
};

// The point of its series with the fewest devices that runs, the first of them.
[[nodiscard]] SweepReference referenceOf(const SweepResults &results, std::size_t series);

// Of all series.
[[nodiscard]] std::vector<SweepReference> referencesOf(const SweepResults &results);

// Of a point that runs; nothing where the value is not known.
[[nodiscard]] std::optional<double> metricOf(const SweepMetric &metric, const SweepPoint &point,
                                             const SweepReference &reference);
// Nothing where the point is not there or does not run, too. Looks for its reference each time.
[[nodiscard]] std::optional<double> metricAt(const SweepResults &results, std::size_t index,
                                             const SweepMetric &metric);

// Of the fastest reference per device among all series, as if nothing were lost where x is the
// number of devices. Nothing where that is not so, or the metric has no ideal.
[[nodiscard]] std::optional<double> idealAt(const SweepResults &results, std::size_t column,
                                            const SweepMetric &metric);

// The point with the best value; nothing: none runs.
[[nodiscard]] std::optional<std::size_t> bestPoint(const SweepResults &results,
                                                   const SweepMetric &metric);

} // namespace core
