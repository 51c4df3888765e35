// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_runner.h"

#include <algorithm>
#include <cstdlib>

namespace core::shell {
namespace {

constexpr std::int64_t kLargestIndex = 100'000;

std::int64_t indexOf(const Text &text)
{
    return std::clamp<std::int64_t>(std::atoll(text.plain().c_str()), 0, kLargestIndex);
}

// NNODES=$1 and NGPUS=$(…) are asked for by the names that people know.
bool isNameless(const Text &value)
{
    const std::vector<std::string> names = value.unsetNames();
    return value.isNothing() && std::ranges::all_of(names, [](const std::string &name) {
               return name.find_first_not_of("0123456789") == std::string::npos;
           });
}

} // namespace

Text Runner::known(const std::string &name, Text value) const
{
    if (!value.isNothing())
        return value;
    const int line = value.lineAt(0);
    const auto given = m_reading.environment.find(name);
    if (given != m_reading.environment.end())
        return Text::at(given->second, line);
    return isNameless(value) ? Text::unset(name, line) : value;
}

void Runner::assign(const Assignment &assignment)
{
    if (assignment.isArray)
        return assignArray(assignment);
    Text value = known(assignment.name, m_expander.text(assignment.value));
    Variable &variable = m_state.variables[assignment.name];
    const Text index = assignment.index ? m_expander.text(*assignment.index) : Text();
    Text &target = variable.isNamed  ? variable.named[index.plain()]
                   : index.isEmpty() ? variable.elements[0]
                                     : variable.elements[indexOf(arithmetic(index, m_state))];
    if (assignment.appends) {
        m_reading.budget.spend(target.size() + value.size());
        target.add(value);
    } else {
        target = std::move(value);
    }
}

void Runner::assignArray(const Assignment &assignment)
{
    std::vector<std::pair<std::optional<Text>, Text>> elements;
    for (const Element &element : assignment.elements) {
        if (element.key) {
            elements.push_back({m_expander.text(*element.key), m_expander.text(element.value)});
            continue;
        }
        for (Text &word : m_expander.words(std::span(&element.value, 1)))
            elements.push_back({std::nullopt, std::move(word)});
    }
    Variable &variable = m_state.variables[assignment.name];
    if (!assignment.appends) {
        variable.elements.clear();
        variable.named.clear();
    }
    std::int64_t next = variable.elements.empty() ? 0 : variable.elements.rbegin()->first + 1;
    for (auto &[key, value] : elements) {
        m_reading.budget.spend(value.size() + sizeof(Text));
        if (variable.isNamed && key) {
            variable.named[key->plain()] = std::move(value);
            continue;
        }
        if (key)
            next = indexOf(arithmetic(*key, m_state));
        variable.elements[next++] = std::move(value);
    }
}

Text Runner::substituted(const Text &script)
{
    constexpr int deepest = 20;
    if (m_reading.depth >= deepest || isStopped())
        return Text::unknown(script.lineAt(0));
    m_reading.budget.spend(script.size());
    Parsed parsed = parseScript(script);
    if (!parsed.complaint.empty() || parsed.root->children.empty())
        return Text::unknown(script.lineAt(0));
    ++m_reading.depth;
    const Node *node = parsed.root.get();
    while (node->kind == Node::Kind::Sequence && node->children.size() == 1)
        node = node->children.front().get();
    Text written = writtenBy(*node);
    --m_reading.depth;
    return written;
}

// Of the few commands whose output follows from the script alone.
Text Runner::writtenBy(const Node &node)
{
    const Text unknown = Text::unknown(node.line);
    if (node.kind == Node::Kind::Pipeline && node.children.size() == 2 && !node.isNegated) {
        const Node &last = *node.children.back();
        const Text input = writtenBy(*node.children.front());
        const std::string program = last.words.empty() ? "" : last.words.front().plain();
        return program == "bc" ? arithmetic(input, m_state) : unknown;
    }
    if (node.kind != Node::Kind::Simple)
        return unknown;
    const std::vector<Text> words = m_expander.words(node.words);
    if (words.empty())
        return unknown;
    const std::string program = programName(words.front());
    if (program == "echo") {
        std::size_t first = 1;
        while (first < words.size() &&
               (words[first].bytes() == "-n" || words[first].bytes() == "-e"))
            ++first;
        return joined(words, first);
    }
    if (program == "expr")
        return arithmetic(joined(words, 1), m_state);
    if (program == "bc") {
        const std::optional<Text> document = documentOf(node);
        return document ? arithmetic(*document, m_state) : unknown;
    }
    if (program == "cat") {
        if (const std::optional<Text> document = documentOf(node))
            return *document;
        const auto file = m_state.files.find(words.back().plain());
        return file == m_state.files.end() ? unknown : file->second;
    }
    return unknown;
}

} // namespace core::shell
