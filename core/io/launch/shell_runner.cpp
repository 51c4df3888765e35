// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_runner.h"

#include "core/base/printable.h"
#include "core/io/launch/shell_jobs.h"
#include "core/io/launch/shell_output.h"
#include "core/io/launch/shell_pattern.h"

#include <algorithm>
#include <utility>

namespace core::shell {
namespace {

constexpr int kDeepest = 16; // shells within shells, functions within functions
constexpr std::size_t kMostCommands = 5000;

// "run 4 8", which tells trainings apart; however long the words are.
std::string beginningOf(const std::vector<Text> &words)
{
    constexpr std::size_t most = 60;
    std::string text;
    for (std::size_t i = 0; i < words.size() && text.size() < most; ++i)
        text += (i > 0 ? " " : "") + words[i].part(0, most - text.size()).plain();
    return text;
}

} // namespace

bool Runner::simple(const Node &node)
{
    const std::vector<Text> words = m_shell.expander.words(node.words);
    if (words.empty()) {
        for (const Assignment &assignment : node.assignments)
            assign(m_shell, assignment);
        return true;
    }
    const std::string name = words.front().plain();
    if (name == "break" || name == "continue") {
        m_loops.jump(name == "break" ? Loops::Jump::Break : Loops::Jump::Continue);
        return true;
    }
    if (name == "eval")
        return words.size() > 1 ? runText(joined(words, 1)) : true;
    if (name == "exec")
        return words.size() > 1 ? called(node, {words.begin() + 1, words.end()}) : true;
    if (name == "source" || name == ".")
        return source(words);
    if (const std::optional<bool> done = builtin(m_shell, node, words))
        return *done;
    return node.assignments.empty() ? called(node, words) : withOwnVariables(node, words);
}

// NAME=value before a command holds for it alone.
bool Runner::withOwnVariables(const Node &node, const std::vector<Text> &words)
{
    std::vector<std::string> names;
    for (const Assignment &assignment : node.assignments)
        names.push_back(assignment.name);
    const Kept before(m_shell, names);
    for (const Assignment &assignment : node.assignments)
        assign(m_shell, assignment);
    return called(node, words);
}

bool Runner::source(const std::vector<Text> &words)
{
    if (words.size() < 2)
        return true;
    const std::string path = words[1].plain();
    const std::optional<Text> script = scriptNamed(m_shell, words[1]);
    if (!script) {
        const LaunchNote note{words[1].lineAt(0),
                              "What " + (path.empty() ? "another script" : printable(path)) +
                                  " sets is not known: only files in the folder of this one and "
                                  "below it are read."};
        if (tell(m_shell, note.line, note.text))
            m_reading.result.unread.push_back(note);
        return true;
    }
    if (words.size() == 2)
        return runText(*script);
    std::vector<Text> arguments(words.begin() + 2, words.end());
    std::swap(m_state.arguments, arguments);
    const bool done = runText(*script);
    std::swap(m_state.arguments, arguments);
    return done;
}

bool Runner::called(const Node &node, const std::vector<Text> &words)
{
    const auto found = m_state.functions.find(words.front().plain());
    if (found == m_state.functions.end())
        return external(node, words);
    const bool isAlone = words.size() == 1;
    if (!isAlone)
        m_reading.turns.push_back(beginningOf(words));
    const bool done = function(*found->second, {words.begin() + 1, words.end()});
    if (!isAlone)
        m_reading.turns.pop_back();
    return done;
}

bool Runner::function(const Node &body, std::vector<Text> arguments)
{
    if (m_reading.depth >= kDeepest)
        return true;
    ++m_reading.depth;
    std::swap(m_state.arguments, arguments);
    const bool done = run(body);
    std::swap(m_state.arguments, arguments);
    --m_reading.depth;
    return done;
}

int Runner::record(const Node &node, const std::vector<Text> &words,
                   const std::optional<ShellCall> &call)
{
    std::vector<ShellCommand> &commands = m_reading.result.commands;
    if (commands.size() >= kMostCommands)
        return m_within;
    ShellCommand command{.words = {}, .line = node.line, .within = m_within};
    for (const Text &word : takenApart(words, call)) {
        command.words.push_back({.text = word.plain(),
                                 .line = word.isEmpty() ? node.line : word.lineAt(0),
                                 .unknown = word.isUnknown(),
                                 .unset = word.unsetNames()});
        m_reading.budget.spend(word.size() + sizeof(ShellWord));
    }
    for (const Assignment &assignment : node.assignments)
        command.environment[assignment.name] =
            scalarOf(m_state, assignment.name, assignment.line).plain();
    for (const std::string &turn : m_reading.turns)
        command.turn += (command.turn.empty() ? "" : ", ") + turn;
    commands.push_back(std::move(command));
    return static_cast<int>(commands.size()) - 1;
}

bool Runner::external(const Node &node, const std::vector<Text> &words)
{
    const std::optional<ShellCall> call = shellCallIn(words);
    const int index = record(node, words, call);
    const int outer = std::exchange(m_within, index);
    std::vector<std::string> names;
    const auto given = variablesOfLauncher(words, call);
    for (const auto &[name, value] : given)
        names.push_back(name);
    const Kept before(m_shell, names);
    for (const auto &[name, value] : given)
        shell::assign(m_state, name, value);
    handOn(node, words, call);
    m_within = outer;
    m_loops.assume();
    return true;
}

// What the command hands to another shell.
void Runner::handOn(const Node &node, const std::vector<Text> &words,
                    const std::optional<ShellCall> &call)
{
    const std::string program = programName(words.front());
    if (program == "echo" || program == "printf")
        return;
    if (call && call->at < words.size() && call->isText)
        return handOver(words[call->at]);
    if (call && call->at < words.size())
        return handOver(words, call->at);
    if ((program == "ssh" || program == "pdsh") && words.size() > 2)
        return handOver(words.back());
    if (takesJobs(program)) {
        if (std::optional<Job> job = jobOf(m_shell, node, words, m_within))
            handOver(std::move(job->state), job->script, std::move(job->arguments));
        else
            miss(words, scriptIn(words));
        return;
    }
    if (call) { // bash <<EOF
        if (const std::optional<Text> document = documentOf(m_shell, node))
            handOver(*document);
        return;
    }
    const std::size_t at = scriptIn(words);
    if (at == words.size() || (at > 0 && !startsOthers(program))) // cp run.sh $FOLDER
        return;
    handOver(words, at);
}

// The script whose name stands there, with what is behind it.
void Runner::handOver(const std::vector<Text> &words, std::size_t at)
{
    if (const std::optional<Text> script = scriptNamed(m_shell, words[at]))
        handOver(*script, behind(words, at));
    else
        miss(words, at);
}

void Runner::miss(const std::vector<Text> &words, std::size_t at)
{
    std::vector<ShellWord> &missing = m_reading.result.missing;
    if (at < words.size() && missing.size() < kMostCommands)
        missing.push_back({.text = words[at].plain(), .line = words[at].lineAt(0)});
}

void Runner::handOver(const Text &script, std::vector<Text> arguments)
{
    handOver(m_state, script, std::move(arguments));
}

// To a shell of its own, which cannot change ours, and has no arguments but those it is given.
void Runner::handOver(State copy, const Text &script, std::vector<Text> arguments)
{
    m_reading.budget.spend(copy.bytes());
    copy.arguments = std::move(arguments);
    Runner(copy, m_reading, m_within).runText(script);
}

bool Runner::runText(const Text &script)
{
    if (isStopped())
        return true;
    if (m_reading.depth >= kDeepest) {
        tell(m_shell, script.lineAt(0),
             "Scripts within scripts are not followed further than " + std::to_string(kDeepest) +
                 " deep.");
        return true;
    }
    m_reading.budget.spend(script.size());
    Parsed parsed = parseScript(script);
    if (!parsed.complaint.empty()) {
        tell(m_shell, parsed.line,
             "A command inside of another cannot be read: " + parsed.complaint + '.');
        return true;
    }
    m_reading.trees.push_back(std::move(parsed.root));
    ++m_reading.depth;
    const bool done = run(*m_reading.trees.back());
    --m_reading.depth;
    return done;
}

// A loop or a group that reads of a here-document or a file hands it on to what is in it, also
// where what it says is not known: the lines of a loop around it are not its own.
bool Runner::run(const Node &node)
{
    if (node.kind == Node::Kind::Simple || !redirectsInput(node))
        return runPlain(node);
    std::optional<Text> input = inputOf(m_shell, node);
    std::swap(m_state.input, input);
    const bool done = runPlain(node);
    std::swap(m_state.input, input);
    return done;
}

bool Runner::runPlain(const Node &node)
{
    --m_reading.budget.steps;
    if (isStopped())
        return true;
    using enum Node::Kind;
    switch (node.kind) {
    case Simple:
        return simple(node);
    case Sequence:
        return sequence(node);
    case Pipeline:
        return pipeline(node);
    case AndOr:
        return andOr(node);
    case If:
        return conditional(node);
    case Case:
        return caseOf(node);
    case ForIn:
        return m_loops.forEach(node);
    case Loop:
        return m_loops.loop(node);
    case Counted:
        return m_loops.counted(node);
    case Subshell:
        return subshell(node);
    case Function:
        m_state.functions[node.name] = node.children.front().get();
        return true;
    case Test:
        return test(m_shell, node);
    case Arithmetic:
        return calculated(m_shell, node.words.empty() ? Text() : node.words.front());
    }
    return true;
}

bool Runner::sequence(const Node &node)
{
    bool done = true;
    for (const NodePtr &child : node.children) {
        done = run(*child);
        if (m_loops.isJumping())
            break;
    }
    return done;
}

// cat FILE | grep -v '^#' | while read A B. The first command reads what the pipeline does.
bool Runner::pipeline(const Node &node)
{
    const auto isLoop = [](const NodePtr &child) { return child->kind == Node::Kind::Loop; };
    const bool feeds = std::ranges::any_of(node.children, isLoop);
    std::optional<Text> written;
    bool done = true;
    for (const NodePtr &child : node.children) {
        const bool isFirst = child == node.children.front();
        std::optional<Text> around;
        if (!isFirst)
            around = std::exchange(m_state.input, written);
        done = run(*child);
        if (!isFirst)
            m_state.input = std::move(around);
        if (feeds)
            written = writtenBy(m_shell, *child, written);
        if (written && written->isUnknown())
            written.reset();
    }
    return done != node.isNegated;
}

bool Runner::andOr(const Node &node)
{
    m_loops.forget();
    bool done = run(*node.children.front());
    for (std::size_t i = 1; i < node.children.size(); ++i) {
        if (done == node.isAnd[i - 1])
            done = m_loops.following(*node.children[i]);
    }
    return done;
}

bool Runner::conditional(const Node &node)
{
    std::size_t i = 0;
    for (; i + 1 < node.children.size(); i += 2) {
        m_loops.forget();
        if (run(*node.children[i]))
            return m_loops.following(*node.children[i + 1]);
    }
    return i < node.children.size() ? m_loops.following(*node.children[i]) : true;
}

bool Runner::caseOf(const Node &node)
{
    const std::string of = m_shell.expander.text(node.words.front()).plain();
    for (const CaseBranch &branch : node.branches) {
        for (const Text &pattern : branch.patterns) {
            const std::string like = m_shell.expander.text(pattern).plain();
            m_reading.budget.spend(of.size() + std::min(of.size(), kLongestMatched) *
                                                   std::min(like.size(), kLongestMatched) /
                                                   kStepsEach);
            if (isStopped())
                return true;
            if (matchesPattern(of, like))
                return run(*branch.body);
        }
    }
    return true;
}

bool Runner::subshell(const Node &node)
{
    m_reading.budget.spend(m_state.bytes());
    State copy = m_state;
    return Runner(copy, m_reading, m_within).run(*node.children.front());
}

} // namespace core::shell
