// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"

#include <string>

namespace core {

// What a plain word of YAML 1.1 is, as PyYAML reads it: null, a truth, a number, else a text.
[[nodiscard]] JsonNode yamlWord(const std::string &word);

// A number as people write it: a whole one in its digits (100000, not 1e+05), if they are not more
// than a double holds.
[[nodiscard]] std::string numberWord(double number);

} // namespace core
