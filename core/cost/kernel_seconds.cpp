// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/kernel_seconds.h"

namespace core {
namespace {

constexpr double kElementBytes = 4;

// Of kernels that first tables do not have, elements that they read and write of each that they
// work on; what they take for a row beside those is not known.
double movedOf(Kernel kernel)
{
    switch (kernel) {
    case Kernel::LoadNumber:
        return 2;
    case Kernel::Embed:
        return 3;
    case Kernel::LoadToken: // it and its target
        return 2 * 2;
    case Kernel::EmbedBackward: // token and position
        return 2 * 3;
    default:
        return 0;
    }
}

double measuredSeconds(const KernelWork &work, const DeviceSpec &device, double workingSet)
{
    const ProductCurve &curve = device.curve;
    const KernelTable &table = curve.table;
    const double farness = farnessOf(table, workingSet);
    double time = 0;                      // ns
    if (table.elements.size() < kKernels) // of a scenario from before instructions were measured
        time += static_cast<double>(curve.start.count) * work.kernels;
    for (std::size_t i = 0; i < work.elements.size(); ++i) {
        const auto kernel = static_cast<Kernel>(i);
        const double bytes = (work.elements[i] + work.fresh[i]) * movedOf(kernel) * kElementBytes;
        if (i < table.elements.size())
            time += work.elements[i] * elementNanos(table, kernel, farness) +
                    work.fresh[i] * elementNanos(table, kernel, 0);
        else if (bytes > 0)
            time += bytes / device.memoryBandwidth * 1e9;
    }
    for (const GemmShape &shape : work.products)
        time += shape.batch * productNanos(table, shape.kind, shape.m, shape.n, shape.k, farness);
    return time / 1e9;
}

} // namespace

double kernelSeconds(const KernelWork &work, const DeviceSpec &device, double workingSet)
{
    const ProductCurve &curve = device.curve;
    if (!curve.table.empty())
        return measuredSeconds(work, device, workingSet);
    const double start = seconds(curve.start);
    const double rate = device.peakSingleFlops;
    double time = start * work.kernels + work.touched * kElementBytes / device.memoryBandwidth;
    for (const GemmShape &shape : work.products) {
        const double flops = 2 * shape.m * shape.n * shape.k;
        time += shape.batch *
                (start + flops / rate * (1 + curve.halfRows / shape.m) *
                             (1 + curve.halfColumns / shape.n) * (1 + curve.halfInner / shape.k));
    }
    if (curve.functionRate > 0)
        time += work.functions / curve.functionRate;
    return time;
}

} // namespace core
