// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/convolution_price.h"

#include "core/cost/operation_log.h"
#include "core/presets/price_constants.h"

#include <algorithm>

namespace core {
namespace {

// Elements that element-wise kernels read and write of each that a convolution makes. Counted:
// batch normalisation reads its input twice and writes, backward it reads input and gradient twice
// and writes; with the ReLU behind it in one kernel these stay. A shortcut keeps them apart: the
// sum reads two and writes one, the ReLU reads and writes; backward the ReLU reads two and writes,
// and the gradients of both ways are added up.
// Without training its statistics are known, and it reads once.
constexpr double kNormForward = 3;
constexpr double kNormOfInference = 2;
constexpr double kNormBackward = 5;
constexpr double kResidualForward = 3 + 2;
constexpr double kResidualBackward = 3 + 3;

// With software->fusedMaps, counted in cuDNN's persistent kernels of normalisation (NHWC) with a
// sum and a ReLU: what they need twice stays in registers. Forward a sum reads one more; backward
// the gradient of the shortcut is written, and that of both ways added up.
constexpr double kFusedNormForward = 2;
constexpr double kFusedNormBackward = 3;
constexpr double kFusedResidualForward = 1;
constexpr double kFusedResidualBackward = 1 + 3;

struct NormElements
{
    double forward;
    double backward;
};

NormElements normElements(const Convolution &each, const Scenario &scenario)
{
    const double norm = scenario.training.pass == Pass::Training ? kNormForward : kNormOfInference;
    NormElements moved = {norm, kNormBackward};
    const bool fused = scenario.cluster.software.fusedMaps;
    if (fused)
        moved = {kFusedNormForward, kFusedNormBackward};
    if (each.residual) {
        moved.forward += fused ? kFusedResidualForward : kResidualForward;
        moved.backward += fused ? kFusedResidualBackward : kResidualBackward;
    }
    return moved;
}

// One convolution, a batch of which is on the device.
struct Maps
{
    double pixels = 0; // that it makes
    double in = 0;     // elements
    double out = 0;
    double depth = 0; // channels in x kernel, what a product sums over

    Maps(const Convolution &each, double samples)
    {
        const auto side = static_cast<double>(each.side);
        const double sideIn = side * static_cast<double>(each.stride);
        pixels = samples * side * side;
        in = samples * sideIn * sideIn * static_cast<double>(each.in);
        out = pixels * static_cast<double>(each.out);
        depth = static_cast<double>(each.in * each.kernel * each.kernel);
    }
};

// A kernel size of more than one pixel reads the map again, from the cache.
double convolutionSeconds(double arithmetic, const Maps &maps, const Machine &machine)
{
    return std::max(arithmetic, (maps.in + maps.out) * machine.element / machine.memory) +
           machine.gap;
}

// Its products forward, of its input gradient and of its weights.
void logConvolution(OperationLog &log, const LayerPrice &price, const Maps &maps, double channels,
                    const Machine &machine)
{
    const auto add = [&](LayerPass pass, const Work &work, const GemmShape &shape) {
        log.add({.name = OperationName::Convolution,
                 .pass = pass,
                 .seconds = work[CostPart::Matrix],
                 .flops = 2 * maps.out * maps.depth,
                 .bytes = (maps.in + maps.out) * machine.element,
                 .shape = shape});
    };
    add(LayerPass::Forward, price.forwardWork, {.m = maps.pixels, .n = channels, .k = maps.depth});
    add(LayerPass::Input, price.inputWork, {.m = maps.pixels, .n = maps.depth, .k = channels});
    add(LayerPass::Weight, price.weightWork, {.m = maps.depth, .n = channels, .k = maps.pixels});
}

// Matrix units want the channels of a pixel side by side. Whoever trains in 16 bits lays maps out
// so; in fp32 they stay in the usual order of PyTorch (NCHW), and cuDNN transposes what goes in and
// what comes out: each is read and written once more.
void addTransposes(LayerPrice &price, const Maps &maps, const Scenario &scenario,
                   const Machine &machine, OperationLog *log)
{
    if (!isSingle(scenario.training.precision) || scenario.cluster.device.peakTf32Flops <= 0)
        return;
    const double bytes = 2 * (maps.in + maps.out) * machine.element;
    for (Work *work : {&price.forwardWork, &price.inputWork, &price.weightWork})
        (*work)[CostPart::MemoryBound] += touchSeconds(bytes, machine);
    for (const LayerPass pass : {LayerPass::Forward, LayerPass::Input, LayerPass::Weight}) {
        if (log)
            log->kernels(OperationName::TransposeMaps, pass, 1, bytes, machine);
    }
}

LayerPrice priceConvolution(const Convolution &each, const Scenario &scenario,
                            const Machine &machine, OperationLog *log)
{
    LayerPrice price;
    const Maps maps(each, static_cast<double>(scenario.training.microBatch));
    const auto channels = static_cast<double>(each.out);
    const auto product = [&](double n, double k) {
        return convolutionSeconds(arithmeticSeconds({.m = maps.pixels, .n = n, .k = k}, machine),
                                  maps, machine);
    };
    price.forwardWork[CostPart::Matrix] = product(channels, maps.depth);
    price.inputWork[CostPart::Matrix] = product(maps.depth, channels);
    // The sum over all pixels is cut into as many parts as fill the device.
    price.weightWork[CostPart::Matrix] =
        convolutionSeconds(2 * maps.out * maps.depth / machine.matrix, maps, machine);
    if (log)
        logConvolution(*log, price, maps, channels, machine);
    const double elements = machine.element * maps.out;
    KernelSum sum(machine, log);
    const NormElements moved = normElements(each, scenario);
    sum.forward(OperationName::MapNorm, 1, elements * moved.forward);
    sum.input(OperationName::MapNorm, 1, elements * moved.backward);
    price.forwardWork[CostPart::MemoryBound] = sum.forwardSeconds();
    price.inputWork[CostPart::MemoryBound] = sum.inputSeconds();
    addTransposes(price, maps, scenario, machine, log);
    return price;
}

// Of the host, as PyTorch runs it without a compiler: convolution, normalisation and ReLU are an
// operation each, a sum of two ways one more, and in 16 bits so is the cast of the weights.
// Backward convolution and sum have two.
void addHost(LayerPrice &price, const Convolution &each, const Scenario &scenario)
{
    const double operation =
        kHostOfOperation * seconds(scenario.cluster.software.hostForward) / kKernelsOfLayer;
    const int sum = each.residual ? 1 : 0;
    const int cast = isSingle(scenario.training.precision) ? 0 : 1;
    price.hostForward += (3 + sum + cast) * operation;
    price.hostBackward += (4 + 2 * sum + cast) * operation / kHostOfOperation; // no Python there
}

} // namespace

void priceConvolutions(LayerPrice &price, const NamedLayer &layer, const Scenario &scenario,
                       OperationLog *log)
{
    const Machine machine = convolutionMachineOf(scenario);
    for (const Convolution &each : layer.convolutions) {
        const LayerPrice one = priceConvolution(each, scenario, machine, log);
        price.forwardWork += one.forwardWork;
        price.inputWork += one.inputWork;
        price.weightWork += one.weightWork;
        addHost(price, each, scenario);
    }
}

} // namespace core
