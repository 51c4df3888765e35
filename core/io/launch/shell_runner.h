// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell.h"
#include "core/io/launch/shell_condition.h"
#include "core/io/launch/shell_expander.h"
#include "core/io/launch/shell_state.h"

#include <string>
#include <vector>

namespace core::shell {

// What all shells of one script share.
struct Reading
{
    ShellReading &result;
    const std::map<std::string, std::string> &environment;
    Budget budget = {};
    std::vector<NodePtr> trees = {}; // functions live in them
    int depth = 0;                   // of shells, and of calls of functions
};

// Goes through a tree as bash would, and writes down the commands that it comes to. Its builtins
// are in shell_runner_builtins.cpp, its assignments in shell_runner_assign.cpp.
class Runner
{
public:
    Runner(State &state, Reading &reading, int within = -1);

    // Whether the command succeeded. What is not known succeeds.
    bool run(const Node &node);
    // Text that is a script again: of bash -c, eval, sbatch <<EOF.
    bool runText(const Text &script, int line);

private:
    // Commands
    bool simple(const Node &node);
    bool called(const Node &node, const std::vector<Text> &words);
    bool function(const Node &body, std::vector<Text> arguments);
    bool external(const Node &node, const std::vector<Text> &words);
    void handOn(const Node &node, const std::vector<Text> &words);
    void handOver(const Text &script, int line);
    int record(const Node &node, const std::vector<Text> &words);

    // Compound commands
    bool sequence(const Node &node);
    bool pipeline(const Node &node);
    bool andOr(const Node &node);
    bool conditional(const Node &node);
    bool caseOf(const Node &node);
    bool forEach(const Node &node);
    bool loop(const Node &node);
    bool subshell(const Node &node);
    bool test(const Node &node);
    bool calculated(const Text &expression);

    // Builtins; nothing: it is none.
    std::optional<bool> builtin(const Node &node, const std::vector<Text> &words);
    bool bracket(const std::vector<Text> &words);
    bool setArguments(const std::vector<Text> &words);
    bool shift(const std::vector<Text> &words);
    bool unset(const std::vector<Text> &words);
    bool declare(const Node &node, const std::vector<Text> &words);
    bool readInto(const Node &node, const std::vector<Text> &words);
    bool source(const std::vector<Text> &words);
    bool write(const Node &node, const std::vector<Text> &words);
    [[nodiscard]] ConditionWorld world();

    // Assignments
    void assign(const Assignment &assignment);
    void assignArray(const Assignment &assignment);
    // With what was given for a variable whose value the script does not know.
    Text known(const std::string &name, Text value) const;

    // What $(…) writes.
    Text substituted(const Text &script);
    Text writtenBy(const Node &node);
    std::optional<Text> documentOf(const Node &node);
    void tell(int line, std::string text);
    [[nodiscard]] bool isStopped() const { return m_reading.budget.isSpent(); }

    State &m_state;
    Reading &m_reading;
    int m_within;
    Expander m_expander;
};

// The words joined by blanks, from the first on.
[[nodiscard]] Text joined(const std::vector<Text> &words, std::size_t first);
// "bash" of "/usr/bin/bash".
[[nodiscard]] std::string programName(const Text &word);

} // namespace core::shell
