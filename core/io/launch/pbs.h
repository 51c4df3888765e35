// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/job_request.h"

#include <span>

namespace core {

// What qsub is told, of PBS and of Grid Engine.
void takeQsub(JobRequest &request, std::span<const ShellWord> words);

} // namespace core
