// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/layer_operations.h"

#include "core/cost/layer_kinds.h"
#include "core/cost/network_memory.h"
#include "core/cost/network_work.h"
#include "core/cost/operation_log.h"

#include <array>
#include <cmath>

namespace core {
namespace {

OperationLog logOf(int index, const Scenario &scenario, const PartnerFabrics *faulty)
{
    OperationLog log;
    if (isPricedAsTrained(scenario))
        (void)priceTrainedUnit(scenario, index, workingSetOf(scenario), &log);
    else if (const TransformerSpec *spec = scenario.model.transformer())
        (void)priceTransformerLayer(*spec, index, scenario, log, faulty);
    else
        (void)priceNamedLayer((*scenario.model.namedLayers())[static_cast<std::size_t>(index)],
                              scenario, &log);
    return log;
}

// What is priced in a pass and was not noted, or the other way round.
void addRest(std::vector<Operation> &operations, LayerPass pass, const Work &work)
{
    Work noted;
    for (const Operation &operation : operations) {
        if (operation.pass == pass)
            noted[operation.part] += operation.seconds;
    }
    constexpr double kRounding = 1e-9;
    for (std::size_t i = 0; i < work.parts.size(); ++i) {
        const double rest = work.parts[i] - noted.parts[i];
        if (std::abs(rest) > kRounding * (std::abs(work.parts[i]) + std::abs(noted.parts[i])))
            operations.push_back({.name = OperationName::Rest,
                                  .part = static_cast<CostPart>(i),
                                  .pass = pass,
                                  .seconds = rest});
    }
}

} // namespace

std::vector<Operation> layerOperations(const LayerPrice &layer, int index, const Scenario &scenario,
                                       const PartnerFabrics *faulty)
{
    std::vector<Operation> operations = logOf(index, scenario, faulty).operations();
    // Products and kernels that a layer has only in some of its passes were priced in all of them.
    const std::array<const Work *, kLayerPasses> works = {&layer.forwardWork, &layer.inputWork,
                                                          &layer.weightWork, &layer.recomputeWork};
    std::erase_if(operations, [&](const Operation &operation) {
        return (*works[static_cast<std::size_t>(operation.pass)])[operation.part] <= 0;
    });
    for (int pass = 0; pass < kLayerPasses; ++pass)
        addRest(operations, static_cast<LayerPass>(pass), *works[static_cast<std::size_t>(pass)]);
    return operations;
}

} // namespace core
