// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/layer_price.h"

namespace core {

// Work and host time of a layer that is made of convolutions. Each is a product of pixels by
// channels (implicit GEMM) that moves its maps once; normalisation, ReLU and residual addition move
// theirs again, kernel by kernel.
void priceConvolutions(LayerPrice &price, const NamedLayer &layer, const Scenario &scenario);

} // namespace core
