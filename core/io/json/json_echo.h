// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"

#include <string>

namespace core {

// What was read, as JSON on one line without its end. Infinity and NaN become strings: JSON has
// none.
[[nodiscard]] std::string nodeToJson(const JsonNode &node);

} // namespace core
