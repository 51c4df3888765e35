// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/live/check/reference_run.h"

#include <string>
#include <string_view>

namespace core {

// A reference run as JSON: config, tensors, losses, norms and probes. Errors name file and line.
[[nodiscard]] Result<live::ReferenceRun> readReferenceRun(const std::string &path);
// Its text alone, refused where it is too large.
[[nodiscard]] Result<std::string> readReferenceText(const std::string &path);
// The same from its text; name: of the file, for complaints.
[[nodiscard]] Result<live::ReferenceRun> referenceRunFromJson(std::string_view text,
                                                              const std::string &name);

} // namespace core
