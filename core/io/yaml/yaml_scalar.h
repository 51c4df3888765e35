// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"

#include <string>

namespace core {

// What a plain word of YAML 1.1 is, as PyYAML reads it: null, a truth, a number, else a text.
[[nodiscard]] JsonNode yamlWord(const std::string &word);

} // namespace core
