// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_context.h"

#include "core/io/launch/shell_output.h"
#include "core/io/launch/shell_scanner.h"

#include <algorithm>

namespace core::shell {

Shell::Shell(State &itsState, Reading &ofAll)
    : state(itsState), reading(ofAll), expander(itsState, ofAll.budget, [this](const Text &script) {
          return substituted(*this, script);
      })
{}

Kept::Kept(Shell &shell, std::span<const std::string> names) : m_state(shell.state)
{
    for (const std::string &name : names) {
        const auto found = m_state.variables.find(name);
        m_before.push_back({name, {}});
        if (found == m_state.variables.end())
            continue;
        shell.reading.budget.spend(found->second.bytes());
        m_before.back().second = found->second;
    }
}

Kept::~Kept()
{
    for (auto &[name, variable] : m_before) {
        if (variable)
            m_state.variables[name] = *std::move(variable);
        else
            m_state.variables.erase(name);
    }
}

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

std::vector<std::pair<std::string, Text>> variablesIn(const std::vector<Text> &words)
{
    std::vector<std::pair<std::string, Text>> variables;
    for (const Text &word : words) {
        const std::size_t sign = word.bytes().find('=');
        const std::string name = word.bytes().substr(0, sign);
        if (sign != std::string::npos && !name.empty() && isNameStart(name.front()) &&
            std::ranges::all_of(name, isNamePart))
            variables.push_back({name, word.part(sign + 1)});
    }
    return variables;
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

bool redirectsInput(const Node &node)
{
    using enum Redirect::Kind;
    return std::ranges::any_of(node.redirects, [](const Redirect &redirect) {
        return redirect.kind == Input || redirect.kind == HereDocument || redirect.kind == HereText;
    });
}

std::optional<Text> inputOf(Shell &shell, const Node &node)
{
    if (std::optional<Text> document = documentOf(shell, node))
        return document;
    for (const Redirect &redirect : node.redirects) {
        if (redirect.kind == Redirect::Kind::Input)
            return scriptNamed(shell, shell.expander.text(redirect.target));
    }
    return {};
}

} // namespace core::shell
