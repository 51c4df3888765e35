// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/live/check/reference_run.h"

#include <string>

namespace core {

// A reference run as JSON: config, tensors, losses, norms and probes. Errors name file and line.
[[nodiscard]] Result<live::ReferenceRun> readReferenceRun(const std::string &path);

} // namespace core
