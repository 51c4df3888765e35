// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core {

// A model that torchtitan knows by its family and the name of its size.
struct TorchtitanFlavor
{
    std::string_view family; // "llama3"
    std::string_view name;   // "8B"
    std::string title;       // "Llama-3 8B"
    TransformerSpec sizes;
    bool isOnlyRead = false; // in no release that is written for, or not simulated as it is
    std::int64_t window = 0; // of attention in some of its layers, in tokens; 0: none has one
};

// Upper and lower case are the same. Nothing if there is none.
[[nodiscard]] std::optional<TorchtitanFlavor> torchtitanFlavor(std::string_view family,
                                                               std::string_view name);

// The flavor with these sizes.
[[nodiscard]] std::optional<TorchtitanFlavor> torchtitanFlavorOf(const TransformerSpec &sizes);

// The one with the most similar number of parameters.
[[nodiscard]] TorchtitanFlavor nearestTorchtitanFlavor(const ModelSpec &model);

// "8B, 70B and 405B"; empty: there is no such family.
[[nodiscard]] std::string torchtitanFlavorsOf(std::string_view family);

} // namespace core
