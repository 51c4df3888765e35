// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/layer_price.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core {

std::int64_t bytesPerElement(Precision precision)
{
    return precision == Precision::Fp32 ? 4 : 2;
}

double peakFlops(const Scenario &scenario)
{
    const DeviceSpec &device = scenario.cluster.device;
    return scenario.training.precision == Precision::Fp32 ? device.peakSingleFlops
                                                          : device.peakHalfFlops;
}

namespace {

struct Tile
{
    double rows;
    double columns;
    double penalty; // small tiles reach less of the peak
};
constexpr std::array<Tile, 3> kTiles = {Tile{256, 128, 1.0}, Tile{128, 256, 1.0},
                                        Tile{128, 128, 1.08}};

// How much longer the best tiling takes than the arithmetic alone: edge tiles are padded, and
// the last wave of tiles leaves multiprocessors idle.
double quantisation(const GemmShape &shape, int multiprocessors)
{
    const double m = static_cast<double>(shape.m);
    const double n = static_cast<double>(shape.n);
    double best = HUGE_VAL;
    for (const Tile &tile : kTiles) {
        const double rows = std::ceil(m / tile.rows);
        const double columns = std::ceil(n / tile.columns);
        const double padded = rows * tile.rows * columns * tile.columns / (m * n);
        const double waves = rows * columns * static_cast<double>(shape.batch) /
                             static_cast<double>(std::max(1, multiprocessors));
        best = std::min(best, padded * std::ceil(waves) / waves * tile.penalty);
    }
    return best;
}

} // namespace

double gemmSeconds(const GemmShape &shape, const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    const double m = static_cast<double>(shape.m);
    const double n = static_cast<double>(shape.n);
    const double k = static_cast<double>(shape.k);
    const double batch = static_cast<double>(shape.batch);
    const double arithmetic = 2 * m * n * k * batch *
                              quantisation(shape, cluster.device.multiprocessors) /
                              (peakFlops(scenario) * cluster.software.gemmEfficiency);
    const double traffic = batch * (m * k + k * n + m * n) *
                           static_cast<double>(bytesPerElement(scenario.training.precision)) /
                           (cluster.device.memoryBandwidth * cluster.software.memoryEfficiency);
    return std::max(arithmetic, traffic) + seconds(cluster.software.kernelLaunch);
}

double memoryBoundSeconds(double bytes, const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    return bytes / (cluster.device.memoryBandwidth * cluster.software.memoryEfficiency) +
           seconds(cluster.software.kernelLaunch);
}

Nanos optimizerTime(std::int64_t parameters, const Scenario &scenario)
{
    // Bytes moved per parameter: Adam reads and writes an fp32 master copy and two moments and
    // reads the gradient (36), and clips and zeroes it (6); SGD has one moment.
    const bool single = scenario.training.precision == Precision::Fp32;
    const bool adam = scenario.training.optimizer == Optimizer::Adam;
    const double bytesEach = adam ? (single ? 36 : 42) : (single ? 28 : 26);
    return nanosFromSeconds(
        memoryBoundSeconds(static_cast<double>(parameters) * bytesEach, scenario));
}

} // namespace core
