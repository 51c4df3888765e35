// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/job_request.h"
#include "core/io/launch/shell_context.h"

#include <optional>
#include <vector>

namespace core::shell {

// What a shell knows at the beginning of a job: what its queue sets, and over that what the user
// gives. line: where the job is named.
void enterJob(State &state, const JobRequest &request,
              const std::map<std::string, std::string> &environment, int line);

// What a queue starts in a shell of its own, which begins with state.
struct Job
{
    Text script;
    std::vector<Text> arguments;
    State state;
};

// That of sbatch, qsub and bsub: behind --wrap, in a file, or in a here-document. command: its
// index among those of the reading; below 0: it is none of them.
[[nodiscard]] std::optional<Job> jobOf(Shell &shell, const Node &node,
                                       const std::vector<Text> &words, int command);

} // namespace core::shell
