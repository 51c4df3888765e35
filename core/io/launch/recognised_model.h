// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_spec.h"
#include "core/scenario/check.h"

#include <optional>
#include <string>

namespace core {

// The first reason why no model of such sizes is simulated. Sizes without one can be multiplied:
// those of a file may be any numbers.
[[nodiscard]] std::optional<Complaint> complaintAboutSizes(const TransformerSpec &spec);

// The preset with these sizes and parts; else a model named after its parameters. How attention is
// computed does not make it another model, but keeps it from being the preset itself.
[[nodiscard]] ModelSpec recognisedModel(const TransformerSpec &spec);

// The preset that somebody else's name stands for: meta-llama/Llama-2-7b-hf is llama-2-7b. Null:
// none.
[[nodiscard]] const ModelSpec *modelNamed(const std::string &path);

} // namespace core
