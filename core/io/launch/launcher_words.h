// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launcher.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// The words before a training program: which launchers they are, and what these are told.

// "torchrun" of "/usr/bin/torchrun".
[[nodiscard]] std::string_view baseName(std::string_view path);
[[nodiscard]] bool isTorchrun(const ShellWord &word);
[[nodiscard]] bool isDeepSpeed(const ShellWord &word);
[[nodiscard]] bool hasHostfile(std::span<const ShellWord> words);
// Whether it starts a process for each device of its node: torchrun, deepspeed, accelerate.
[[nodiscard]] bool startsNode(const ShellWord &word);
// Whether it starts what stands behind it on several nodes: srun, mpirun.
[[nodiscard]] bool startsTasks(std::string_view program);
// Whether an option says on which of all nodes it starts: --node_rank=1, -w node1.
[[nodiscard]] bool saysWhichNode(std::string_view word);
// Where the last launcher that startsNode() begins; the number of words: there is none.
[[nodiscard]] std::size_t launcherOfNode(std::span<const ShellWord> words);
// A number above zero, or the last of MIN:MAX; by: what says it.
[[nodiscard]] std::optional<SaidCount> countOf(const ShellWord &word, const std::string &by);

// Options of launchers that count, whatever their spelling.
struct LauncherOptions
{
    std::optional<SaidCount> nodes;
    std::optional<SaidCount> each; // of a node
    std::optional<SaidCount> total;
    std::vector<ShellWord> open = {};
};
[[nodiscard]] LauncherOptions optionsIn(std::span<const ShellWord> words);

} // namespace core
