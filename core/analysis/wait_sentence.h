// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"

#include <string>

namespace core {

// "idle 0.84 s: waiting for the gradient of micro-batch 2 from GPU 1"; for hover and messages.
[[nodiscard]] std::string waitSentence(const Snapshot &snapshot, int device, const Span &span);

} // namespace core
