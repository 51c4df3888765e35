// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

namespace core {

// Models that are given layer by layer, per sample.
[[nodiscard]] std::vector<NamedLayer> resnetLayers();
[[nodiscard]] std::vector<NamedLayer> digitsLayers();
[[nodiscard]] std::vector<NamedLayer> tinyLayers();
[[nodiscard]] std::vector<NamedLayer> toyLayers();

} // namespace core
