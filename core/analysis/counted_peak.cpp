// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/counted_peak.h"

#include "core/cost/kernel_price.h"

#include <algorithm>

namespace core {
namespace {

bool hasConvolutions(const ModelSpec &model)
{
    const std::vector<NamedLayer> *layers = model.namedLayers();
    return layers && std::ranges::any_of(*layers, [](const NamedLayer &layer) {
               return !layer.convolutions.empty();
           });
}

} // namespace

CountedPeak countedPeak(const Scenario &scenario)
{
    const DeviceSpec &device = scenario.cluster.device;
    const double own = peakFlops(scenario);
    switch (scenario.training.precision) {
    case Precision::Fp8:
        return {.flops = device.peakFp8Flops, .name = "fp8"};
    case Precision::Tf32:
        return {.flops = own, .name = "TF32"};
    case Precision::Fp32:
        if (device.peakTf32Flops > 0 && hasConvolutions(scenario.model))
            return {.flops = device.peakTf32Flops, .name = "TF32"};
        return {.flops = own, .name = "fp32"};
    case Precision::Fp16:
        return {.flops = own, .name = "fp16"};
    case Precision::Bf16:
        break;
    }
    return {.flops = own, .name = "bf16"};
}

} // namespace core
