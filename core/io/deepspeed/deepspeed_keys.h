// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"

#include <string>
#include <vector>

namespace core {

// Complains about what is no configuration of DeepSpeed: a model, a file of this program, or one
// with no key that is known. It would else be taken for one that says nothing, which is fp32
// without sharding.
void refuseAnother(JsonComplaints &complaints, const JsonNode &root);

// Complains about a key that DeepSpeed does not have and that looks like one used here.
void refuseMisspelt(JsonComplaints &complaints, const JsonNode &root);

// The keys of a configuration that are neither read nor reported by unsimulatedBy(), in order:
// "gradient_clipping", "zero_optimization.sub_group_size".
struct UnusedKeys
{
    std::vector<std::string> harmless; // known to leave the time and memory of a step as they are
    std::vector<std::string> unknown;  // may do anything
};
[[nodiscard]] UnusedKeys unusedKeys(const JsonNode &root);

} // namespace core
