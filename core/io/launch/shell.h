// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/launch/launch.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// One word of a command as the program would get it.
struct ShellWord
{
    std::string text;
    int line = 0;         // where its first letter stands in the file
    bool unknown = false; // a part of it is only known when it runs: $(…), $SLURM_PROCID
    std::vector<std::string> unset = {}; // variables without a value that it is made of
};

// One simple command that the script comes to.
struct ShellCommand
{
    std::vector<ShellWord> words;
    std::map<std::string, std::string> environment = {}; // NAME=value before it
    int line = 0;
    int within = -1;       // the command that hands it to another shell: srun … bash -c "…"
    std::string turn = {}; // of the loops that it stands in: "NODES=2, TP=4"
};

// What a script amounts to, without running anything of it.
struct ShellReading
{
    std::vector<ShellCommand> commands; // in the order in which they run
    std::map<std::string, std::string> variables;
    std::map<std::string, std::vector<ShellWord>> arrays; // and of texts, the words
    std::map<std::string, std::string> files; // written by here-documents (cat <<EOT > f.json)
    std::map<int, std::string> jobs;     // scripts in other files, by the command: sbatch JOB.sh
    std::set<std::string> computed;      // that are set to what only a run knows: N=$(nproc)
    std::vector<LaunchNote> notes;       // constructs that were skipped
    std::vector<LaunchNote> unread = {}; // those of them that are about scripts behind source
    std::vector<ShellWord> missing = {}; // scripts that it starts and that are not in its folder
};

// Assignments, arrays, expansions, arithmetic, conditions and here-documents as in bash; programs
// are not run, for turns as often as it would, up to a hundred turns of all loops, and other loops
// once. A script that unfolds to more than a few megabytes is refused, with "NAME:LINE: …".
// environment: what variables are before the script begins.
[[nodiscard]] Result<ShellReading> readShell(const LaunchFile &file,
                                             const std::map<std::string, std::string> &environment);

} // namespace core
