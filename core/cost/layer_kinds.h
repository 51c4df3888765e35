// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/layer_price.h"

namespace core {

[[nodiscard]] std::vector<LayerPrice> priceTransformer(const TransformerSpec &spec,
                                                       const Scenario &scenario);
[[nodiscard]] std::vector<LayerPrice> priceNamedLayers(const std::vector<NamedLayer> &layers,
                                                       const Scenario &scenario);

} // namespace core
