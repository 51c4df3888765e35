// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace core {

// The JSON Schema of scenario files. What cluster, training and parallel may hold is made of the
// rows of their tables and of the bounds that are checked (scenario/bounds.h), the rest is that of
// resources/schema. That file is this text: "parallarium list schema" writes it.
[[nodiscard]] std::string scenarioSchema();

} // namespace core
