// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell.h"
#include "core/io/launch/shell_condition.h"
#include "core/io/launch/shell_expander.h"
#include "core/io/launch/shell_state.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace core::shell {

// What all shells of one script share.
struct Reading
{
    ShellReading &result;
    const std::map<std::string, std::string> &environment;
    const LaunchFile &file;
    Budget budget = {};
    std::vector<NodePtr> trees = {};     // functions live in them
    int depth = 0;                       // of shells, and of calls of functions
    int turnsLeft = 99;                  // of loops, beyond the first of each
    std::vector<std::string> turns = {}; // that are under way: "NODES=2", "run 4 8"
    bool readsOutside = false;           // a line was read that only a run knows
    struct Beside
    {
        std::optional<std::string> text;
        int times = 0; // that it was read
    };
    std::map<std::string, Beside> beside = {}; // files that came with it
};

// One shell: what it knows, and how it puts values in the place of words.
struct Shell
{
    Shell(State &itsState, Reading &ofAll);
    Shell(const Shell &) = delete;
    Shell &operator=(const Shell &) = delete;

    State &state;
    Reading &reading;
    Expander expander;
};

bool tell(Shell &shell, int line, std::string text); // once: true where it is new

// Variables that one command alone has are put back when it is over.
class Kept
{
public:
    Kept(Shell &shell, std::span<const std::string> names);
    Kept(const Kept &) = delete;
    Kept &operator=(const Kept &) = delete;
    ~Kept();

private:
    State &m_state;
    std::vector<std::pair<std::string, std::optional<Variable>>> m_before;
};

// NAME=value. A value that the script does not know is what was given for the name.
void assign(Shell &shell, const Assignment &assignment);
[[nodiscard]] Text known(const Shell &shell, const std::string &name, Text value);

// A script that a command names: one that was written before, or one from the folder of this one,
// whatever stands for the folder. It is told that it is read.
[[nodiscard]] std::optional<Text> scriptNamed(Shell &shell, const Text &name);
// The here-document of a command, expanded.
[[nodiscard]] std::optional<Text> documentOf(Shell &shell, const Node &node);
[[nodiscard]] bool redirectsInput(const Node &node);
// That, or the file behind <; nothing: there is none, or only a run knows it.
[[nodiscard]] std::optional<Text> inputOf(Shell &shell, const Node &node);

// Whether the command succeeded; nothing: it is none of the shell's own. Those that run commands
// are left to others.
[[nodiscard]] std::optional<bool> builtin(Shell &shell, const Node &node,
                                          const std::vector<Text> &words);
// [[ … ]] and (( … ))
[[nodiscard]] bool test(Shell &shell, const Node &node);
[[nodiscard]] bool calculated(Shell &shell, const Text &expression);

// What echo writes of the words behind its name: options are none of it, and with -e \n is a line.
[[nodiscard]] Text echoed(const std::vector<Text> &words);
// The words joined by blanks, from the first on.
[[nodiscard]] Text joined(const std::vector<Text> &words, std::size_t first);
// The words NAME=value among them.
[[nodiscard]] std::vector<std::pair<std::string, Text>> variablesIn(const std::vector<Text> &words);
// "bash" of "/usr/bin/bash".
[[nodiscard]] std::string programName(const Text &word);

} // namespace core::shell
