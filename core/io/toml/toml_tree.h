// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/json/json_tree.h"

#include <string_view>

namespace core {

// TOML as the same tree that JSON becomes, each value with its line; dates and times are texts.
// Refuses with "NAME:LINE: …": text that is not UTF-8 or not TOML 1.0, keys given twice, more than
// 64 levels, more than a million values, more than 1 MB.
[[nodiscard]] Result<JsonNode> parseTomlTree(std::string_view text, std::string_view name);

} // namespace core
