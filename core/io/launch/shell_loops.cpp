// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"
#include "core/io/launch/shell_runner.h"

#include <utility>

namespace core::shell {
namespace {

constexpr const char *kFirstTurn = "Of a loop only the first turn is read.";

} // namespace

// break and continue. A script that gives up because of what a program answers would have gone on
// with another answer.
void Runner::jump(Jump jump)
{
    if (m_loops > 0 && !m_guesses)
        m_jump = jump;
}

// What runs because of what ran before it.
bool Runner::following(const Node &node)
{
    const bool before = std::exchange(m_guesses, m_guesses || m_assumed);
    const bool done = run(node);
    m_guesses = before;
    return done;
}

bool Runner::takeTurn(const Node &body)
{
    ++m_loops;
    (void)run(body);
    --m_loops;
    return std::exchange(m_jump, Jump::None) != Jump::Break;
}

// What is started in it knows in which turn of the loop it is.
bool Runner::takeTurn(const Node &body, std::string label)
{
    m_reading.turns.push_back(std::move(label));
    const bool goesOn = takeTurn(body);
    m_reading.turns.pop_back();
    return goesOn;
}

bool Runner::mayTurnAgain(const Node &node)
{
    if (isStopped() || m_reading.turnsLeft == 0) {
        tell(m_shell, node.line,
             "Of the loops only the first hundred turns are read, and this one ends with " +
                 printable(scalarOf(m_state, node.name, node.line).plain()) + '.');
        return false;
    }
    --m_reading.turnsLeft;
    return true;
}

bool Runner::forEach(const Node &node)
{
    const std::vector<Text> words = m_shell.expander.words(node.words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && !mayTurnAgain(node))
            break;
        shell::assign(m_state, node.name, words[i]);
        if (!takeTurn(*node.children.front(), node.name + '=' + words[i].plain()))
            break;
    }
    return true;
}

bool Runner::loop(const Node &node)
{
    constexpr int mostTurns = 1000;
    // One that takes arguments off the line turns for each of them. while true, which tries again
    // after a failure, goes on for as long as the outside wants.
    const Node &condition = *node.children.front();
    for (int turn = 0; turn < mostTurns && !isStopped(); ++turn) {
        if (run(condition) == node.isNegated)
            return true;
        const std::size_t left = m_state.arguments.size();
        if (!takeTurn(*node.children.back()))
            return true;
        if (m_state.arguments.size() >= left)
            break;
    }
    tell(m_shell, node.line, kFirstTurn);
    return true;
}

bool Runner::counted(const Node &node)
{
    constexpr std::size_t parts = 3;
    const auto at = [&node](std::size_t part) {
        return part < node.words.size() ? node.words[part] : Text();
    };
    if (!at(0).plain().empty())
        (void)calculated(m_shell, at(0));
    const auto label = [this, &node] {
        return node.name + '=' + scalarOf(m_state, node.name, node.line).plain();
    };
    bool isFirst = true;
    for (; node.words.size() == parts && calculated(m_shell, at(1)); isFirst = false) {
        if (!isFirst && !mayTurnAgain(node))
            break;
        if (!takeTurn(*node.children.front(), label()))
            return true;
        (void)calculated(m_shell, at(2));
    }
    if (!isFirst)
        return true;
    tell(m_shell, node.line, kFirstTurn); // how often it turns is not known
    (void)takeTurn(*node.children.front());
    return true;
}

} // namespace core::shell
