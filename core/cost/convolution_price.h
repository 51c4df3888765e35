// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/layer_price.h"

namespace core {

class OperationLog;

// Work and host time of a layer that is made of convolutions. Each is a product of pixels by
// channels (implicit GEMM) that moves its maps once; normalisation, ReLU and residual addition move
// theirs again, kernel by kernel. The log, if there is one, is told of each.
void priceConvolutions(LayerPrice &price, const NamedLayer &layer, const Scenario &scenario,
                       OperationLog *log = nullptr);

} // namespace core
