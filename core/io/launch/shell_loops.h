// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_context.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace core::shell {

// The loops of one shell: how often they turn, and what break and continue leave out.
class Loops
{
public:
    using Run = std::function<bool(const Node &)>;
    Loops(Shell &shell, Run run) : m_shell(shell), m_run(std::move(run)) {}

    bool forEach(const Node &node);
    bool loop(const Node &node);
    bool counted(const Node &node);

    // break and continue. A script that gives up because of what a program answers would have gone
    // on with another answer.
    enum class Jump : std::uint8_t { None, Break, Continue };
    void jump(Jump jump);
    [[nodiscard]] bool isJumping() const { return m_jump != Jump::None; }

    // A program is taken to succeed, since it is not run.
    void assume() { m_assumed = true; }
    // Before a condition: nothing of it has been assumed.
    void forget() { m_assumed = false; }
    // Runs what runs because of the condition before it.
    bool following(const Node &node);

private:
    bool takeTurn(const Node &body); // whether the loop goes on
    bool takeTurn(const Node &body, std::string label);
    // last: the value of the turn before it.
    [[nodiscard]] bool mayTurnAgain(const Node &node, const std::string &last);

    Shell &m_shell;
    Run m_run;
    int m_depth = 0;
    Jump m_jump = Jump::None;
    bool m_assumed = false;
    bool m_guesses = false; // what is run now follows from what was assumed
};

} // namespace core::shell
