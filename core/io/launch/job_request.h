// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launcher.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Who starts jobs on the nodes of a cluster.
enum class Queue : std::uint8_t { Slurm, Pbs, Lsf, GridEngine };

// What it is told of nodes and devices, by lines such as #SBATCH or by options.
struct JobRequest
{
    Queue queue = Queue::Slurm;
    std::optional<SaidCount> nodes;
    std::optional<SaidCount> tasks; // of all nodes
    std::optional<SaidCount> tasksPerNode;
    std::optional<SaidCount> devicesPerNode;
    std::optional<SaidCount> devicesPerTask;
    std::optional<SaidCount> devices;    // of all nodes
    std::optional<ShellWord> wrong = {}; // a count that is no number: "--nodes=your_nodes"
    std::vector<ShellWord> open = {};    // that lack a variable
    bool inherits = true;                // variables of the shell that it is handed in from
    std::map<std::string, std::string> exported = {}; // --export=ALL,NAME=VALUE
    std::vector<std::string> handedOn = {};           // --export=NAME, with the value that it has
    std::optional<ShellWord> tasksOfArray = {};       // --array=0-7%2
};

// Whether the program takes a job for one of them: sbatch, qsub, bsub.
[[nodiscard]] bool takesJobs(std::string_view program);
// Whether it is a line that tells one of them of a job: #SBATCH -N 8.
[[nodiscard]] bool isJobDirective(std::string_view line);
// Whether the name of one stands anywhere in the script.
[[nodiscard]] bool namesTakerOfJobs(std::string_view script);
// Whether it, or one that such a job starts programs with, is told of nodes and devices: srun,
// jsrun.
[[nodiscard]] bool isToldOfDevices(std::string_view program);

[[nodiscard]] JobRequest jobDirectives(std::string_view script);
// words: a command that isToldOfDevices().
[[nodiscard]] JobRequest jobOptions(std::span<const ShellWord> words);

// sbatch --nodes=8 JOB.sh: what that file asks for, unless the options say another. All of it
// stands where the file is named.
[[nodiscard]] JobRequest jobRequest(std::span<const ShellWord> command, std::string_view script);

// As the launcher counts: one task for each device, or one for each node.
[[nodiscard]] std::optional<SaidCount> devicesPerNodeOf(const JobRequest &request);
[[nodiscard]] std::optional<SaidCount> devicesOf(const JobRequest &request);

// SLURM_NNODES and the like, as what is asked for makes them, and what is exported; of an array of
// jobs those of its first task.
[[nodiscard]] std::map<std::string, std::string> jobVariables(const JobRequest &request);
// The file that the queue writes with a line for each task of each node, and the variable that
// names it; nothing where the nodes are not known.
struct HostFile
{
    std::string_view variable;
    std::string text;
};
[[nodiscard]] std::optional<HostFile> hostFileOf(const JobRequest &request);

// Of a script that asks which job of an array it is, that it is the first one.
[[nodiscard]] std::optional<LaunchNote> noteOnArray(const JobRequest &request,
                                                    std::string_view script);

// So many of them for each of the others.
[[nodiscard]] SaidCount productOf(const SaidCount &a, const SaidCount &b);

// For those that take options: a value that counts, or that is wrong or open. name: of the option,
// as it is quoted.
void takeCount(JobRequest &request, std::optional<SaidCount> JobRequest::*which,
               const ShellWord &value, std::string_view name);
// ALL,TP=4,PP=2
void takeExported(JobRequest &request, std::string_view list);
// The value of an option that is one word with it (--nodes=2, -N2), or the next one.
[[nodiscard]] std::optional<ShellWord> optionValue(std::span<const ShellWord> words, std::size_t at,
                                                   std::string_view name,
                                                   std::string_view letter = {});

} // namespace core
