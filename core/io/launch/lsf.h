// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/job_request.h"

#include <span>

namespace core {

// What bsub is told.
void takeLsf(JobRequest &request, std::span<const ShellWord> words);
// Likewise jsrun.
void takeJsrun(JobRequest &request, std::span<const ShellWord> words);

} // namespace core
