// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

namespace core {

// The preset with these sizes and parts; else a model named after its parameters. How attention is
// computed does not make it another model, but keeps it from being the preset itself.
[[nodiscard]] ModelSpec recognisedModel(const TransformerSpec &spec);

} // namespace core
