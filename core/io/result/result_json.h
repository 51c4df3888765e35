// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <string>

namespace core {

// The parallarium-result/1 document. Times in seconds, sizes in bytes.
[[nodiscard]] std::string resultToJson(const Snapshot &snapshot);

} // namespace core
