// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/roofline.h"

#include "core/cost/kernel_price.h"

#include <algorithm>

namespace core {

double Roofline::roofAt(double intensity, double ofPeak) const
{
    return std::min(intensity * bandwidth, ofPeak);
}

double Roofline::ridge(double ofPeak) const
{
    return bandwidth > 0 ? ofPeak / bandwidth : 0;
}

Roofline rooflineOf(const StageCosts &costs, const Scenario &scenario)
{
    Roofline roofline = {.peak = peakFlops(scenario),
                         .bandwidth = scenario.cluster.device.memoryBandwidth,
                         .points = {}};
    for (std::size_t i = 0; i < costs.rows.size(); ++i) {
        const Operation &operation = costs.rows[i].operation;
        if (operation.intensity() <= 0 || operation.seconds <= 0)
            continue;
        // Of fp8, or of convolutions that round fp32 to TF32.
        if (const double own = peakOf(operation, scenario); own != roofline.peak)
            roofline.narrowPeak = own;
        roofline.points.push_back({.row = i,
                                   .intensity = operation.intensity(),
                                   .reached = operation.flops / operation.seconds,
                                   .narrow = operation.narrow});
    }
    std::ranges::stable_sort(roofline.points, {}, &RooflinePoint::intensity);
    return roofline;
}

} // namespace core
