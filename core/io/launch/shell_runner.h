// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_context.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace core::shell {

// Goes through a tree as bash would, and writes down the commands that it comes to.
class Runner
{
public:
    Runner(State &state, Reading &reading, int within = -1)
        : m_shell(state, reading), m_state(state), m_reading(reading), m_within(within)
    {}

    // Whether the command succeeded. What is not known succeeds.
    bool run(const Node &node);
    // Text that is a script again: of bash -c, eval, sbatch <<EOF.
    bool runText(const Text &script);

private:
    using Kept = std::pair<std::string, std::optional<Variable>>;
    enum class Jump : std::uint8_t { None, Break, Continue };

    // Commands
    bool simple(const Node &node);
    bool withOwnVariables(const Node &node, const std::vector<Text> &words);
    std::vector<Kept> kept(const std::vector<std::string> &names);
    void putBack(const std::vector<Kept> &before);
    bool called(const Node &node, const std::vector<Text> &words);
    bool function(const Node &body, std::vector<Text> arguments);
    bool source(const std::vector<Text> &words);
    bool external(const Node &node, const std::vector<Text> &words);
    void handOn(const Node &node, const std::vector<Text> &words);
    void handOnBatch(const Node &node, const std::vector<Text> &words);
    void handOver(const Text &script, std::vector<Text> arguments = {});
    void handOver(State copy, const Text &script, std::vector<Text> arguments);
    void handOnFile(const Text &script, std::vector<Text> arguments);
    void handOnJob(const Text &script, std::vector<Text> arguments = {});
    int record(const Node &node, const std::vector<Text> &words);

    // Compound commands
    bool sequence(const Node &node);
    bool pipeline(const Node &node);
    bool andOr(const Node &node);
    bool conditional(const Node &node);
    bool caseOf(const Node &node);
    bool forEach(const Node &node);
    bool loop(const Node &node);
    bool counted(const Node &node);
    bool takeTurn(const Node &body); // whether the loop goes on
    bool takeTurn(const Node &body, std::string label);
    void jump(Jump jump);
    bool following(const Node &node);
    [[nodiscard]] bool mayTurnAgain(const Node &node);
    bool subshell(const Node &node);
    [[nodiscard]] bool isStopped() const { return m_reading.budget.isSpent(); }

    Shell m_shell;
    State &m_state;
    Reading &m_reading;
    int m_within; // the command that hands its script to this shell
    int m_loops = 0;
    Jump m_jump = Jump::None;
    bool m_assumed = false; // that a program succeeded, since it is not run
    bool m_guesses = false; // what is run now follows from that
};

} // namespace core::shell
