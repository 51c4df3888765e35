// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"
#include "core/model/model_spec.h"

namespace core {

// A Hugging Face config.json describes a model: it names its class, and has none of a scenario's
// keys.
[[nodiscard]] bool isHfConfig(const JsonNode &root);

// The same of a text; false if it is not JSON.
[[nodiscard]] bool isHfConfig(std::string_view text);

// Complains about kinds of models that are not known and about values that are missing or absurd,
// and tells what a simulation of the model leaves out. where: as messages call the object,
// "model.hf_config"; empty for a document of its own.
void readHfConfig(JsonComplaints &complaints, const JsonNode &node, const std::string &where,
                  ModelSpec &model);

// The file that the text in at names, beside the document that names it.
void readHfConfigFile(JsonComplaints &complaints, const JsonNode &at, ModelSpec &model);

} // namespace core
