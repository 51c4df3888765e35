// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_text.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::shell {

// The word behind the options of a shell, and whether it is a script itself (-c) or names one.
struct ShellCall
{
    std::size_t at = 0;
    bool isText = false;
};
[[nodiscard]] std::optional<ShellCall> shellCallIn(const std::vector<Text> &words);

// The first word that names a script; as many as there are words: none.
[[nodiscard]] std::size_t scriptIn(const std::vector<Text> &words);

// Whether the program starts what is named behind it.
[[nodiscard]] bool startsOthers(std::string_view program);

// What a launcher sets for the program that it starts: mpirun -x TP=4, docker run -e TP=4, env
// TP=4. call: the one in the words, as for takenApart().
[[nodiscard]] std::vector<std::pair<std::string, Text>>
variablesOfLauncher(const std::vector<Text> &words, const std::optional<ShellCall> &call);

[[nodiscard]] std::vector<Text> behind(const std::vector<Text> &words, std::size_t at);

// Arguments that a script of its own takes as one text, and hands on as words: bash entry.sh
// pretrain.py "--num-layers 24 …".
[[nodiscard]] std::vector<Text> takenApart(const std::vector<Text> &words,
                                           const std::optional<ShellCall> &call);

} // namespace core::shell
