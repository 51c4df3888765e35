// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/io/json/json_value.h"

#include <string>
#include <vector>

namespace core {

// The parallarium-result/1 document. Times in seconds, sizes in bytes. notes: of the files that the
// scenario came from; they are the first of the warnings.
[[nodiscard]] std::string resultToJson(const Snapshot &snapshot,
                                       const std::vector<std::string> &notes = {});
// The same before it is text, for who looks up figures in it.
[[nodiscard]] JsonValue resultDocument(const Snapshot &snapshot,
                                       const std::vector<std::string> &notes = {});

} // namespace core
