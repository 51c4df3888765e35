// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch.h"
#include "core/io/launch/launcher.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What sbatch and srun are told of nodes and devices, by #SBATCH lines or options.
struct SlurmRequest
{
    std::optional<SaidCount> nodes;
    std::optional<SaidCount> tasks; // of all nodes
    std::optional<SaidCount> tasksPerNode;
    std::optional<SaidCount> devicesPerNode;
    std::optional<SaidCount> devicesPerTask;
    std::optional<SaidCount> devices;    // of all nodes
    std::optional<ShellWord> wrong = {}; // a count that is no number: "--nodes=your_nodes"
    std::vector<ShellWord> open = {};    // that lack a variable
    std::map<std::string, std::string> exported = {}; // --export=ALL,NAME=VALUE
    std::optional<ShellWord> tasksOfArray = {};       // --array=0-7%2
};

[[nodiscard]] SlurmRequest slurmDirectives(const LaunchFile &file);
[[nodiscard]] SlurmRequest slurmOptions(std::span<const ShellWord> words);

// sbatch --nodes=8 JOB.sh: what that file asks for, unless the options say another. All of it
// stands where the file is named.
[[nodiscard]] SlurmRequest slurmJob(std::span<const ShellWord> sbatch, std::string_view script);

// As the launcher counts: one task for each device, or one for each node.
[[nodiscard]] std::optional<SaidCount> devicesPerNodeOf(const SlurmRequest &request);
[[nodiscard]] std::optional<SaidCount> devicesOf(const SlurmRequest &request);

// SLURM_NNODES and the like, as what is asked for makes them, and what is exported; of an array of
// jobs those of its first task.
[[nodiscard]] std::map<std::string, std::string> slurmVariables(const SlurmRequest &request);

// Of a script that asks which job of an array it is, that it is the first one.
[[nodiscard]] std::optional<LaunchNote> noteOnArray(const SlurmRequest &request,
                                                    std::string_view script);

} // namespace core
