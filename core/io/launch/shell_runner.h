// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_calls.h"
#include "core/io/launch/shell_context.h"
#include "core/io/launch/shell_loops.h"

#include <optional>
#include <vector>

namespace core::shell {

// Goes through a tree as bash would, and writes down the commands that it comes to.
class Runner
{
public:
    Runner(State &state, Reading &reading, int within = -1)
        : m_shell(state, reading), m_state(state), m_reading(reading), m_within(within),
          m_loops(m_shell, [this](const Node &node) { return run(node); })
    {}

    // Whether the command succeeded. What is not known succeeds.
    bool run(const Node &node);
    // Text that is a script again: of bash -c, eval, sbatch <<EOF.
    bool runText(const Text &script);

private:
    // Commands
    bool simple(const Node &node);
    bool withOwnVariables(const Node &node, const std::vector<Text> &words);
    bool called(const Node &node, const std::vector<Text> &words);
    bool function(const Node &body, std::vector<Text> arguments);
    bool source(const std::vector<Text> &words);
    bool external(const Node &node, const std::vector<Text> &words);
    void handOn(const Node &node, const std::vector<Text> &words,
                const std::optional<ShellCall> &call);
    void handOver(const Text &script, std::vector<Text> arguments = {});
    void handOver(State copy, const Text &script, std::vector<Text> arguments);
    void handOver(const std::vector<Text> &words, std::size_t at);
    void miss(const std::vector<Text> &words, std::size_t at); // which script is not there
    int record(const Node &node, const std::vector<Text> &words,
               const std::optional<ShellCall> &call);

    // Compound commands
    bool runPlain(const Node &node);
    bool sequence(const Node &node);
    bool pipeline(const Node &node);
    bool andOr(const Node &node);
    bool conditional(const Node &node);
    bool caseOf(const Node &node);
    bool subshell(const Node &node);
    [[nodiscard]] bool isStopped() const { return m_reading.budget.isSpent(); }

    Shell m_shell;
    State &m_state;
    Reading &m_reading;
    int m_within; // the command that hands its script to this shell
    Loops m_loops;
};

} // namespace core::shell
