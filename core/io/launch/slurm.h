// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/job_request.h"

#include <span>

namespace core {

// What sbatch, srun and salloc are told.
void takeSlurm(JobRequest &request, std::span<const ShellWord> words);
// What flux run is told, in almost the same words.
void takeFlux(JobRequest &request, std::span<const ShellWord> words);

} // namespace core
