// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/kernel_price.h"

#include "core/presets/presets.h"
#include "core/presets/price_constants.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core {

std::int64_t bytesPerElement(Precision precision)
{
    return isSingle(precision) ? 4 : 2;
}

namespace {

double peakIn(Precision precision, const DeviceSpec &device)
{
    switch (precision) {
    case Precision::Fp32:
        return device.peakSingleFlops;
    case Precision::Tf32:
        return device.peakTf32Flops;
    case Precision::Bf16:
    case Precision::Fp16:
    case Precision::Fp8:
        break;
    }
    return device.peakHalfFlops;
}

// Matrix units are taken to reach the same share of their peak in TF32 as in 16 bits.
Machine machineIn(Precision precision, const ClusterSpec &cluster)
{
    const DeviceSpec &device = cluster.device;
    const SoftwareSpec &software = cluster.software;
    Machine machine;
    machine.sustained = peakIn(precision, device) * device.sustainedShare;
    machine.matrix = machine.sustained * software.gemmEfficiency;
    if (precision == Precision::Fp32 && device.multiprocessors > 0) {
        machine.sustained = device.peakSingleFlops;
        machine.matrix = machine.sustained * kSingleShare;
    }
    // What products reach before power limits them: for half of an attention kernel's time its
    // matrix units wait for the softmax, so it draws less.
    machine.attention = machine.sustained;
    if (!isSingle(precision))
        machine.attention =
            std::max(machine.sustained, std::min(device.measuredFlops, device.peakHalfFlops));
    const double single = device.peakSingleFlops > 0 ? device.peakSingleFlops : machine.sustained;
    machine.vector = std::min(single * software.unalignedHeads, machine.matrix);
    machine.memory = device.memoryBandwidth * software.memoryEfficiency;
    machine.multiprocessors = device.multiprocessors;
    machine.wave = seconds(software.waveLatency);
    machine.gap = seconds(software.kernelLaunch);
    machine.element = static_cast<double>(bytesPerElement(precision));
    return machine;
}

} // namespace

double peakFlops(const Scenario &scenario)
{
    return peakIn(scenario.training.precision, scenario.cluster.device);
}

Machine machineOf(const Scenario &scenario)
{
    return machineIn(scenario.training.precision, scenario.cluster);
}

Machine convolutionMachineOf(const Scenario &scenario)
{
    const Precision precision = scenario.training.precision;
    const bool rounds = precision == Precision::Fp32 && scenario.cluster.device.peakTf32Flops > 0;
    return machineIn(rounds ? Precision::Tf32 : precision, scenario.cluster);
}

// Large products are taken to reach the same share of the peak as in 16 bits, but where power
// limits those to much less than they reach in a short test.
Machine productMachineOf(const Scenario &scenario)
{
    Machine machine = machineOf(scenario);
    if (scenario.training.precision != Precision::Fp8)
        return machine;
    const DeviceSpec &device = scenario.cluster.device;
    const double alone = 2 * device.measuredFlops; // twice as quick as in 16 bits
    machine.sustained = std::max(device.peakFp8Flops * device.sustainedShare,
                                 std::min(device.peakFp8Flops, kNarrowShare * alone));
    machine.matrix = machine.sustained * scenario.cluster.software.gemmEfficiency;
    machine.element = 1;
    return machine;
}

namespace {

struct Tile
{
    int rows;
    int columns;
    double penalty; // small tiles reach less
};
constexpr std::array<Tile, 5> kTiles = {Tile{256, 128, 1}, Tile{128, 256, 1}, Tile{128, 128, 1.08},
                                        Tile{128, 64, 1.2}, Tile{64, 64, 1.45}};

// A wave that a third of its tiles fill costs as much as a full one; below that it costs its part,
// so that the price is continuous in the number of tiles.
double waves(double tilesPerMultiprocessor)
{
    constexpr double kRamp = 3;
    if (tilesPerMultiprocessor <= 1)
        return 1;
    const double whole = std::floor(tilesPerMultiprocessor);
    return whole + std::min(1.0, kRamp * (tilesPerMultiprocessor - whole));
}

} // namespace

Tiling tilingOf(const GemmShape &shape, const Machine &machine)
{
    if (machine.multiprocessors <= 0)
        return {.seconds =
                    2 * shape.m * shape.n * shape.k * shape.batch / machine.matrix + machine.wave};
    const double perMultiprocessor = machine.matrix / machine.multiprocessors;
    Tiling best = {.seconds = HUGE_VAL};
    for (const Tile &tile : kTiles) {
        const double tiles =
            std::ceil(shape.m / tile.rows) * std::ceil(shape.n / tile.columns) * shape.batch;
        const double each =
            2.0 * tile.rows * tile.columns * shape.k * tile.penalty / perMultiprocessor;
        const double time = waves(tiles / machine.multiprocessors) * (each + machine.wave);
        if (time < best.seconds)
            best = {time, tiles, tile.rows, tile.columns};
    }
    return best;
}

double arithmeticSeconds(const GemmShape &shape, const Machine &machine)
{
    return tilingOf(shape, machine).seconds;
}

double gemmBytes(const GemmShape &shape, const Machine &machine)
{
    const double output = shape.outputBytes > 0 ? shape.outputBytes : machine.element;
    return shape.batch *
           ((shape.m * shape.k + shape.k * shape.n) * machine.element + shape.m * shape.n * output);
}

double gemmSeconds(const GemmShape &shape, const Machine &machine)
{
    return std::max(arithmeticSeconds(shape, machine), gemmBytes(shape, machine) / machine.memory) +
           machine.gap;
}

double touchSeconds(double bytes, const Machine &machine)
{
    return bytes / machine.memory + machine.gap;
}

double sideBySide(double a, double b)
{
    const double longer = std::max(a, b);
    if (longer <= 0)
        return 0;
    const double square = (std::min(a, b) / longer) * (std::min(a, b) / longer);
    return longer * std::sqrt(std::sqrt(1 + square * square));
}

double optimizerBytes(double parameters, const Scenario &scenario)
{
    // Of Adam with an fp32 master copy, one moment and one 16-bit copy less; moments of fewer bytes
    // are read and written in fewer.
    const TrainingSpec &training = scenario.training;
    if (scenario.parallel.offloadOptimizer) // the weights that come back
        return parameters * static_cast<double>(bytesPerElement(training.precision));
    const bool single = isSingle(training.precision);
    const int moments = momentsOf(training.optimizer);
    const int narrower = 2 * moments * (4 - momentBytesOf(training));
    const double each = scenario.cluster.software.optimizerBytes - (moments == 2 ? 0 : 16) -
                        (moments == 0 ? 8 : 0) - (single ? 6 : 0) - narrower;
    return parameters * std::max(1.0, each);
}

namespace {

// Adam in the host's memory reads the fp32 gradient and reads and writes the master weight and the
// moments; the devices of a node share its processors and have a PCIe slot each, over which the
// weights come back in 16 bits when all are updated. Gradients went there beside backward.
double offloadedSeconds(double parameters, const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    const TrainingSpec &training = scenario.training;
    const int states = 1 + momentsOf(training.optimizer);
    const double share = (4.0 + 8.0 * states) / (4.0 + 8.0 * 3);
    const double devices = std::min(cluster.devices, cluster.devicesPerNode);
    return share * parameters * devices / kHostAdamRate +
           optimizerBytes(parameters, scenario) / hostRate(cluster.device);
}

} // namespace

double optimizerSeconds(double parameters, const Scenario &scenario)
{
    if (scenario.parallel.offloadOptimizer)
        return offloadedSeconds(parameters, scenario);
    return touchSeconds(optimizerBytes(parameters, scenario), machineOf(scenario));
}

} // namespace core
