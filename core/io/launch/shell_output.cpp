// SPDX-License-Identifier: GPL-3.0-or-later
// $(…): what commands write, where that follows from the script and from files beside it.
#include "core/io/launch/shell_output.h"

#include "core/io/launch/job_request.h"
#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_runner.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace core::shell {
namespace {

// scontrol show hostnames: a line for each node of the job.
Text hostNames(const Shell &shell, int line)
{
    constexpr std::int64_t most = 10'000;
    const std::string count = scalarOf(shell.state, "SLURM_NNODES", line).plain();
    const std::int64_t nodes = std::atoll(count.c_str());
    if (nodes < 1 || nodes > most)
        return Text::unknown(line);
    std::string names;
    for (std::int64_t node = 1; node <= nodes; ++node)
        names += "node" + std::to_string(node) + '\n';
    return Text::at(names, line);
}

std::vector<std::string> linesOf(const Text &input)
{
    std::vector<std::string> lines;
    std::istringstream stream(input.plain());
    for (std::string line; std::getline(stream, line);)
        lines.push_back(std::move(line));
    return lines;
}

std::string textOf(const std::vector<std::string> &lines)
{
    std::string text;
    for (const std::string &line : lines)
        text += line + '\n';
    return text;
}

std::vector<std::string> wordsIn(const Text &input)
{
    std::istringstream stream(input.plain());
    std::vector<std::string> words;
    for (std::string word; stream >> word;)
        words.push_back(std::move(word));
    return words;
}

// grep -v WORD, grep -v '^#': the lines without it. Other patterns are not looked for.
bool dropLines(std::vector<std::string> &lines, std::string pattern)
{
    const bool isFirst = pattern.starts_with('^');
    pattern.erase(0, isFirst ? 1 : 0);
    if (pattern.empty() || pattern.find_first_of("\\.*[]^$+?|(){}") != std::string::npos)
        return false;
    std::erase_if(lines, [&](const std::string &line) {
        return isFirst ? line.starts_with(pattern) : line.find(pattern) != std::string::npos;
    });
    return true;
}

// What a program that changes lines writes of its input; nothing where that is not known.
std::optional<std::string> filtered(const std::vector<std::string> &command, const Text &input)
{
    const std::string option = command.size() > 1 ? command[1] : "";
    std::vector<std::string> lines = linesOf(input);
    const std::string &program = command.front();
    if (program == "wc" && option == "-l" && command.size() == 2)
        return std::to_string(lines.size());
    if (program == "wc" && option == "-w" && command.size() == 2)
        return std::to_string(wordsIn(input).size());
    if (program == "xargs" && command.size() == 1) {
        std::string text;
        for (const std::string &word : wordsIn(input))
            text += (text.empty() ? "" : " ") + word;
        return text;
    }
    const bool isAlone = command.size() == 1;
    const bool sortsOnce = program == "sort" && option == "-u" && command.size() == 2;
    const bool sorts = sortsOnce || (program == "sort" && isAlone);
    const bool folds = sortsOnce || (program == "uniq" && isAlone);
    if (sorts)
        std::ranges::sort(lines);
    if (folds) {
        const auto again = std::ranges::unique(lines);
        lines.erase(again.begin(), again.end());
    }
    const bool drops =
        program == "grep" && option == "-v" && command.size() == 3 && dropLines(lines, command[2]);
    return sorts || folds || drops ? std::optional(textOf(lines)) : std::nullopt;
}

// seq LAST, seq FIRST LAST, seq FIRST STEP LAST
Text sequence(const std::vector<Text> &words, int line)
{
    constexpr std::int64_t most = 10'000;
    constexpr std::int64_t largest = 1'000'000'000;
    std::vector<std::int64_t> numbers;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::optional<std::int64_t> number = numberIn(words[i].plain());
        if (!number || *number < -largest || *number > largest)
            return Text::unknown(line);
        numbers.push_back(*number);
    }
    if (numbers.empty() || numbers.size() > 3)
        return Text::unknown(line);
    const std::int64_t step = numbers.size() == 3 ? numbers[1] : 1;
    if (step == 0)
        return Text::unknown(line);
    const std::int64_t last = numbers.back();
    std::string text;
    std::int64_t next = numbers.size() > 1 ? numbers.front() : 1;
    std::int64_t left = most;
    for (; step > 0 ? next <= last : next >= last; next += step) {
        if (left-- == 0)
            return Text::unknown(line);
        text += std::to_string(next) + '\n';
    }
    return Text::at(text, line);
}

// What a command reads: its input, or the file that is its last word.
std::optional<Text> readBy(Shell &shell, const Node &node, std::vector<Text> &words)
{
    if (std::optional<Text> input = inputOf(shell, node))
        return input;
    if (words.size() < 2 || programName(words.front()) == "wc") // which writes its name as well
        return {};
    std::optional<Text> file = scriptNamed(shell, words.back());
    if (file)
        words.pop_back();
    return file;
}

Text filteredBy(const std::vector<Text> &words, const std::optional<Text> &input, int line)
{
    std::vector<std::string> command;
    for (const Text &word : words)
        command.push_back(word.plain());
    command.front() = programName(words.front());
    if (!input || input->isUnknown() || !input->unsetNames().empty())
        return Text::unknown(line);
    const std::optional<std::string> text = filtered(command, *input);
    return text ? Text::at(*text, line) : Text::unknown(line);
}

} // namespace

Text writtenBy(Shell &shell, const Node &node, const std::optional<Text> &input)
{
    if (node.kind == Node::Kind::Pipeline && !node.isNegated) {
        std::optional<Text> text = input;
        for (const NodePtr &child : node.children)
            text = writtenBy(shell, *child, text);
        return text.value_or(Text::unknown(node.line));
    }
    if (node.kind != Node::Kind::Simple)
        return Text::unknown(node.line);
    std::vector<Text> words = shell.expander.words(node.words);
    if (words.empty()) // $(< FILE)
        return inputOf(shell, node).value_or(Text::unknown(node.line));
    const std::string program = programName(words.front());
    if (program == "echo")
        return echoed(words);
    if (program == "scontrol" && words.size() > 2 && words[2].plain() == "hostnames")
        return hostNames(shell, node.line);
    if (program == "seq")
        return sequence(words, node.line);
    if (program == "expr")
        return arithmetic(joined(words, 1), shell.state);
    constexpr std::string_view readers[] = {"bc", "cat", "grep", "sort", "uniq", "wc", "xargs"};
    if (std::ranges::find(readers, program) == std::end(readers))
        return Text::unknown(node.line);
    const std::optional<Text> read = input ? input : readBy(shell, node, words);
    shell.reading.budget.spend(read ? read->size() : 0);
    if (program == "bc")
        return read ? arithmetic(*read, shell.state) : Text::unknown(node.line);
    if (program == "cat" && read && words.size() == 1)
        return *read;
    return filteredBy(words, read, node.line);
}

Text substituted(Shell &shell, const Text &script)
{
    constexpr int deepest = 20;
    if (shell.reading.depth >= deepest || shell.reading.budget.isSpent())
        return Text::unknown(script.lineAt(0));
    shell.reading.budget.spend(script.size());
    Parsed parsed = parseScript(script);
    if (!parsed.complaint.empty() || parsed.root->children.empty())
        return Text::unknown(script.lineAt(0));
    ++shell.reading.depth;
    const Node *node = parsed.root.get();
    while (node->kind == Node::Kind::Sequence && node->children.size() == 1)
        node = node->children.front().get();
    Text written = writtenBy(shell, *node);
    if (namesTakerOfJobs(script.bytes())) { // J=$(sbatch --parsable job.sh)
        shell.reading.budget.spend(shell.state.bytes());
        State copy = shell.state;
        shell.reading.trees.push_back(std::move(parsed.root)); // in which functions live
        Runner(copy, shell.reading).run(*node);
    }
    --shell.reading.depth;
    return written;
}

} // namespace core::shell
