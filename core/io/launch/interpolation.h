// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_tree.h"

#include <map>
#include <string>

namespace core {

// Texts of a tree with "${…}" as OmegaConf would have them: ${a.b} is a value from the root, ${.b}
// of the same section, ${..b} of the one around it, ${multiply:4, ${.b}} a product; divide,
// divide_floor, divide_ceil, add, subtract and oc.env (of environment, with a default) likewise.
// What cannot be resolved, or would take more than 20 values within each other or a million
// letters in all, stays as it is written. inner: the section that others call by a name of their
// own ("training" of NeMo's launcher), empty: none.
void resolveInterpolations(JsonNode &root, const std::string &inner,
                           const std::map<std::string, std::string> &environment);

} // namespace core
