// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"
#include "core/io/launch/shell.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// A number that something said, and where.
struct SaidCount
{
    std::int64_t count = 0;
    int line = 0;
    std::string by; // "--nnodes 4 x --nproc_per_node 8"
};

// The training program that a script or command line starts, without its launchers.
struct LaunchedProgram
{
    std::string program; // "pretrain_gpt.py", or the module of python -m: "torchtitan.train"
    std::vector<ShellWord> arguments;
    int line = 0;
    std::vector<ShellWord> launcher = {};  // the words before it: accelerate launch --use_fsdp
    std::optional<SaidCount> devices = {}; // of all nodes
    std::optional<SaidCount> devicesPerNode = {};
    std::optional<ShellWord> wrongCount = {}; // of nodes or devices: "--nodes=your_nodes"
    std::vector<ShellWord> openCounts = {};   // that lack a variable: --nnodes $NNODES
    std::string turn = {};                    // of the loops that start it: "NODES=2"
};

// The commands with such a program in the order of the script, looked for behind torchrun, srun,
// mpirun, deepspeed, accelerate, python, env, nohup and others; devices from the innermost launcher
// that says them, else from #SBATCH, else from variables such as NNODES. Those that start the same
// on as many devices are one. accepts: whether this is the program with its arguments.
using AcceptsProgram = bool (*)(std::string_view program, std::span<const ShellWord> arguments);
[[nodiscard]] std::vector<LaunchedProgram>
launchedPrograms(const ShellReading &script, const LaunchFile &file, AcceptsProgram accepts);

} // namespace core
