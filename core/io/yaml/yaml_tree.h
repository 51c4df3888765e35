// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/json/json_tree.h"

#include <string_view>

namespace core {

// YAML, the first document of the text, as the same tree that JSON becomes, each value with its
// line. Plain words are what PyYAML makes of them (true, Yes, off, ~, 1_000, 0x10), and numbers
// without a point are numbers too (5e8). Aliases are replaced by what they name, and "<<" takes the
// keys of other maps. Refuses with "NAME:LINE: …": text that is not UTF-8 or not YAML, keys given
// twice, more than 64 levels, more than a million values (aliases counted as what they stand for),
// more than 1 MB, tags that would make objects of Python.
[[nodiscard]] Result<JsonNode> parseYamlTree(std::string_view text, std::string_view name);

} // namespace core
