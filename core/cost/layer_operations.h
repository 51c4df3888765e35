// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/collective_price.h"
#include "core/cost/layer_price.h"
#include "core/cost/operation.h"

#include <vector>

namespace core {

// What the price of a layer (this index into priceLayers()) is added up from, by pass: its
// operations sum to the work of each pass and part. What none of them accounts for is a line of its
// own (OperationName::Rest), so they do in any case; there should be none.
[[nodiscard]] std::vector<Operation> layerOperations(const LayerPrice &layer, int index,
                                                     const Scenario &scenario,
                                                     const PartnerFabrics *faulty = nullptr);

} // namespace core
