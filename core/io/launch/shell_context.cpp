// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_context.h"

#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_runner.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace core::shell {

Shell::Shell(State &itsState, Reading &ofAll)
    : state(itsState), reading(ofAll), expander(itsState, ofAll.budget, [this](const Text &script) {
          return substituted(*this, script);
      })
{}

bool tell(Shell &shell, int line, std::string text)
{
    constexpr std::size_t most = 1000;
    std::vector<LaunchNote> &notes = shell.reading.result.notes;
    const auto same = [&](const LaunchNote &note) {
        return note.line == line && note.text == text;
    };
    if (notes.size() >= most || std::ranges::any_of(notes, same))
        return false;
    notes.push_back({line, std::move(text)});
    return true;
}

Text joined(const std::vector<Text> &words, std::size_t first)
{
    Text text;
    for (std::size_t i = first; i < words.size(); ++i) {
        if (i > first)
            text.add(' ', words[i].lineAt(0));
        text.add(words[i]);
    }
    return text;
}

namespace {

bool isEchoOption(const std::string &word)
{
    return word.size() > 1 && word.front() == '-' &&
           word.find_first_not_of("neE", 1) == std::string::npos;
}

Text withoutEscapes(const Text &text)
{
    Text result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char next = i + 1 < text.size() ? text[i + 1] : '\0';
        const bool isEscape = text[i] == '\\' && (next == 'n' || next == 't' || next == '\\');
        i += isEscape ? 1 : 0;
        result.add(isEscape && next == 'n'   ? '\n'
                   : isEscape && next == 't' ? '\t'
                                             : text[i],
                   text.lineAt(i));
    }
    return result;
}

} // namespace

Text echoed(const std::vector<Text> &words)
{
    std::size_t first = 1;
    bool escapes = false;
    for (; first < words.size() && isEchoOption(words[first].bytes()); ++first) {
        const std::size_t last = words[first].bytes().find_last_of("eE");
        if (last != std::string::npos)
            escapes = words[first][last] == 'e';
    }
    const Text text = joined(words, first);
    return escapes ? withoutEscapes(text) : text;
}

std::string programName(const Text &word)
{
    const std::string plain = word.plain();
    return plain.substr(plain.rfind('/') + 1);
}

std::optional<Text> documentOf(Shell &shell, const Node &node)
{
    for (const Redirect &redirect : node.redirects) {
        if (redirect.kind == Redirect::Kind::HereText)
            return shell.expander.text(redirect.target);
        if (redirect.kind == Redirect::Kind::HereDocument)
            return redirect.isLiteral ? redirect.content
                                      : shell.expander.document(redirect.content);
    }
    return {};
}

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

// wc -l and wc -w of a text that ends with its last line.
Text counted(const Text &input, const Node &node)
{
    const std::string option = node.words.size() == 2 ? node.words.back().plain() : "";
    if (input.isUnknown() || !input.unsetNames().empty() || (option != "-l" && option != "-w"))
        return Text::unknown(node.line);
    std::istringstream stream(input.plain());
    std::int64_t count = 0;
    for (std::string word; option == "-w" ? !!(stream >> word) : !!std::getline(stream, word);)
        ++count;
    return Text::at(std::to_string(count), node.line);
}

// seq LAST, seq FIRST LAST, seq FIRST STEP LAST
Text sequence(const std::vector<Text> &words, int line)
{
    constexpr std::int64_t most = 10'000;
    std::vector<std::int64_t> numbers;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::optional<std::int64_t> number = numberIn(words[i].plain());
        if (!number)
            return Text::unknown(line);
        numbers.push_back(*number);
    }
    if (numbers.empty() || numbers.size() > 3)
        return Text::unknown(line);
    const std::int64_t step = numbers.size() == 3 ? numbers[1] : 1;
    const std::int64_t last = numbers.back();
    std::string text;
    std::int64_t next = numbers.size() > 1 ? numbers.front() : 1;
    for (std::int64_t i = 0; i < most && (step > 0 ? next <= last : next >= last); ++i) {
        text += std::to_string(next) + '\n';
        next += step;
    }
    return step == 0 ? Text::unknown(line) : Text::at(text, line);
}

// Of the few commands whose output follows from the script alone.
Text writtenBy(Shell &shell, const Node &node)
{
    const Text unknown = Text::unknown(node.line);
    if (node.kind == Node::Kind::Pipeline && node.children.size() == 2 && !node.isNegated) {
        const Node &last = *node.children.back();
        const Text input = writtenBy(shell, *node.children.front());
        const std::string program = last.words.empty() ? "" : last.words.front().plain();
        return program == "bc"   ? arithmetic(input, shell.state)
               : program == "wc" ? counted(input, last)
                                 : unknown;
    }
    if (node.kind != Node::Kind::Simple)
        return unknown;
    const std::vector<Text> words = shell.expander.words(node.words);
    if (words.empty())
        return unknown;
    const std::string program = programName(words.front());
    if (program == "echo")
        return echoed(words);
    if (program == "scontrol" && words.size() > 2 && words[2].plain() == "hostnames")
        return hostNames(shell, node.line);
    if (program == "seq")
        return sequence(words, node.line);
    if (program == "expr")
        return arithmetic(joined(words, 1), shell.state);
    if (program == "bc") {
        const std::optional<Text> document = documentOf(shell, node);
        return document ? arithmetic(*document, shell.state) : unknown;
    }
    if (program == "cat") {
        if (const std::optional<Text> document = documentOf(shell, node))
            return *document;
        const auto file = shell.state.files.find(words.back().plain());
        return file == shell.state.files.end() ? unknown : file->second;
    }
    return unknown;
}

} // namespace

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
    if (script.bytes().find("sbatch") != std::string::npos) { // J=$(sbatch --parsable job.sh)
        shell.reading.budget.spend(shell.state.bytes());
        State copy = shell.state;
        shell.reading.trees.push_back(std::move(parsed.root)); // in which functions live
        Runner(copy, shell.reading).run(*node);
    }
    --shell.reading.depth;
    return written;
}

} // namespace core::shell
