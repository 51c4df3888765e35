// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_loops.h"

#include "core/base/printable.h"
#include "core/io/launch/shell_scanner.h"

#include <set>

namespace core::shell {
namespace {

constexpr const char *kFirstTurn = "Of a loop only the first turn is read.";

void addNames(std::set<std::string> &names, const Node &node)
{
    for (const Text &word : node.words) {
        const std::string text = word.plain();
        std::string name;
        for (const char byte : text + ' ') {
            if (name.empty() ? isNameStart(byte) : isNamePart(byte))
                name += byte;
            else if (!name.empty())
                names.insert(std::exchange(name, {}));
        }
    }
    for (const NodePtr &child : node.children)
        addNames(names, *child);
}

// "N=2, MOST=8": the variables that a condition asks for.
std::string valuesIn(const Node &condition, const State &state)
{
    std::set<std::string> names;
    addNames(names, condition);
    std::string values;
    for (const std::string &name : names) {
        if (const std::string value = scalarOf(state, name, condition.line).plain(); !value.empty())
            values += (values.empty() ? "" : ", ") + name + '=' + value;
    }
    return values;
}

// Bytes of them.
std::size_t linesLeft(const State &state)
{
    return state.input ? state.input->size() : 0;
}

} // namespace

void Loops::jump(Jump jump)
{
    if (m_depth > 0 && !m_guesses)
        m_jump = jump;
}

bool Loops::following(const Node &node)
{
    const bool before = std::exchange(m_guesses, m_guesses || m_assumed);
    const bool done = m_run(node);
    m_guesses = before;
    return done;
}

bool Loops::takeTurn(const Node &body)
{
    ++m_depth;
    (void)m_run(body);
    --m_depth;
    return std::exchange(m_jump, Jump::None) != Jump::Break;
}

// What is started in it knows in which turn of the loop it is.
bool Loops::takeTurn(const Node &body, std::string label)
{
    if (label.empty())
        return takeTurn(body);
    m_shell.reading.turns.push_back(std::move(label));
    const bool goesOn = takeTurn(body);
    m_shell.reading.turns.pop_back();
    return goesOn;
}

bool Loops::mayTurnAgain(const Node &node, const std::string &last)
{
    if (m_shell.reading.budget.isSpent() || m_shell.reading.turnsLeft == 0) {
        tell(m_shell, node.line,
             "Of the loops only the first hundred turns are read, and this one ends with " +
                 printable(last) + '.');
        return false;
    }
    --m_shell.reading.turnsLeft;
    return true;
}

bool Loops::forEach(const Node &node)
{
    const std::vector<Text> words = m_shell.expander.words(node.words);
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && !mayTurnAgain(node, words[i - 1].plain()))
            break;
        shell::assign(m_shell.state, node.name, words[i]);
        if (!takeTurn(*node.children.front(), node.name + '=' + words[i].plain()))
            break;
    }
    return true;
}

bool Loops::loop(const Node &node)
{
    constexpr int mostTurns = 1000;
    // One that takes arguments off the line turns for each of them, one that reads for each line,
    // and one that counts for each number. while true, which tries again after a failure, goes on
    // for as long as the outside wants.
    const Node &condition = *node.children.front();
    const std::size_t before = m_shell.reading.result.commands.size();
    bool readsOutside = false;
    for (int turn = 0; turn < mostTurns && !m_shell.reading.budget.isSpent(); ++turn) {
        forget();
        m_shell.reading.readsOutside = false;
        const std::size_t left = m_shell.state.arguments.size();
        const std::size_t unread = linesLeft(m_shell.state);
        const bool holds = m_run(condition) != node.isNegated;
        readsOutside = m_shell.reading.readsOutside; // the condition, whatever its body reads
        const bool guesses = m_assumed || readsOutside;
        if (!holds && (turn > 0 || !readsOutside))
            return true;
        const std::string values = valuesIn(condition, m_shell.state);
        if (!takeTurn(*node.children.back(), values))
            return true;
        if (m_shell.state.arguments.size() < left)
            continue;
        const bool reads = linesLeft(m_shell.state) < unread;
        if (guesses || (!reads && valuesIn(condition, m_shell.state) == values))
            break;
        if (!mayTurnAgain(node, values))
            return true;
    }
    if (!readsOutside || m_shell.reading.result.commands.size() > before)
        tell(m_shell, node.line, kFirstTurn);
    return true;
}

bool Loops::counted(const Node &node)
{
    constexpr std::size_t parts = 3;
    const auto at = [&node](std::size_t part) {
        return part < node.words.size() ? node.words[part] : Text();
    };
    if (!at(0).plain().empty())
        (void)calculated(m_shell, at(0));
    std::optional<std::string> last;
    while (node.words.size() == parts && calculated(m_shell, at(1))) {
        if (last && !mayTurnAgain(node, *last))
            break;
        last = scalarOf(m_shell.state, node.name, node.line).plain();
        if (!takeTurn(*node.children.front(), node.name + '=' + *last))
            return true;
        (void)calculated(m_shell, at(2));
    }
    if (last)
        return true;
    tell(m_shell, node.line, kFirstTurn); // how often it turns is not known
    (void)takeTurn(*node.children.front());
    return true;
}

} // namespace core::shell
