// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_runner.h"
#include "core/io/launch/shell_scanner.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace core::shell {
namespace {

template <std::size_t N>
bool isOneOf(std::string_view word, const std::array<std::string_view, N> &words)
{
    return std::ranges::find(words, word) != words.end();
}

// What has no effect on what is read. A script that stops because something is missing would have
// gone on with it.
constexpr std::array<std::string_view, 9> kIdle = {":",        "true", "exit", "return", "break",
                                                   "continue", "cd",   "trap", "wait"};
constexpr std::array<std::string_view, 5> kDeclaring = {"declare", "export", "local", "readonly",
                                                        "typeset"};

} // namespace

std::optional<bool> Runner::builtin(const Node &node, const std::vector<Text> &words)
{
    const std::string name = words.front().plain();
    if (isOneOf(name, kIdle))
        return true;
    if (name == "false")
        return false;
    if (name == "[" || name == "test")
        return bracket(words);
    if (isOneOf(name, kDeclaring))
        return declare(node, words);
    if (name == "set")
        return setArguments(words);
    if (name == "shift")
        return shift(words);
    if (name == "unset")
        return unset(words);
    if (name == "eval")
        return words.size() > 1 ? runText(joined(words, 1), node.line) : true;
    if (name == "exec")
        return words.size() > 1 ? called(node, {words.begin() + 1, words.end()}) : true;
    if (name == "source" || name == ".")
        return source(words);
    if (name == "read" || name == "mapfile" || name == "readarray" || name == "getopts")
        return readInto(node, words);
    if (name == "let")
        return calculated(joined(words, 1));
    if (name == "cat" || name == "echo" || name == "tee")
        return write(node, words);
    return {};
}

ConditionWorld Runner::world()
{
    return {
        .isSet = [this](const std::string &name) { return m_state.variables.contains(name); },
        .isFile = [this](const std::string &path) { return m_state.files.contains(path); },
        .calculated =
            [this](const std::string &text) {
                return text.empty() ? text : arithmetic(Text::at(text, 0), m_state).plain();
            },
    };
}

bool Runner::bracket(const std::vector<Text> &words)
{
    std::vector<ConditionWord> condition;
    const bool closed = words.front().plain() == "[" && words.back().plain() == "]";
    const std::size_t end = words.size() - (closed ? 1 : 0);
    for (std::size_t i = 1; i < end; ++i)
        condition.push_back({words[i].plain()});
    return holds(condition, world());
}

bool Runner::test(const Node &node)
{
    std::vector<ConditionWord> condition;
    for (const Text &word : node.words) {
        const bool isQuoted = word.bytes().find_first_of("'\"") != std::string::npos;
        condition.push_back({m_expander.text(word).plain(), isQuoted});
    }
    return holds(condition, world());
}

// (( … )), with one assignment or count at its front: A = B * 2, i++, n += 1.
bool Runner::calculated(const Text &expression)
{
    const Text text = m_expander.text(expression);
    const std::string &bytes = text.bytes();
    std::size_t begin = 0;
    while (begin < bytes.size() && (isBlank(bytes[begin]) || bytes[begin] == '\n'))
        ++begin;
    std::size_t end = begin;
    while (end < bytes.size() && isNamePart(bytes[end]))
        ++end;
    const std::string name = bytes.substr(begin, end - begin);
    while (end < bytes.size() && isBlank(bytes[end]))
        ++end;
    const std::string_view rest = std::string_view(bytes).substr(end);
    const int line = text.lineAt(0);
    if (!name.empty() && (rest.starts_with("++") || rest.starts_with("--"))) {
        const Text next = Text::at(name + rest.front() + '1', line);
        shell::assign(m_state, name, arithmetic(next, m_state));
        return true;
    }
    if (!name.empty() && rest.starts_with('=') && !rest.starts_with("==")) {
        shell::assign(m_state, name, arithmetic(text.part(end + 1), m_state));
        return true;
    }
    if (!name.empty() && rest.size() > 1 && rest[1] == '=' &&
        std::string_view("+-*/%").find(rest.front()) != std::string_view::npos) {
        Text next = Text::at(name + rest.front() + '(', line);
        next.add(text.part(end + 2));
        next.add(')', line);
        shell::assign(m_state, name, arithmetic(next, m_state));
        return true;
    }
    const std::string value = arithmetic(text, m_state).plain();
    return !value.empty() && value != "0";
}

// set -- a b c; options such as -ex are idle.
bool Runner::setArguments(const std::vector<Text> &words)
{
    const auto isEnd = [](const Text &word) { return word.bytes() == "--"; };
    const auto end = std::ranges::find_if(words, isEnd);
    if (end != words.end())
        m_state.arguments.assign(end + 1, words.end());
    else if (words.size() > 1 && !words[1].plain().starts_with('-') &&
             !words[1].plain().starts_with('+'))
        m_state.arguments.assign(words.begin() + 1, words.end());
    return true;
}

bool Runner::shift(const std::vector<Text> &words)
{
    const std::int64_t asked = words.size() > 1 ? std::atoll(words[1].plain().c_str()) : 1;
    const auto most = static_cast<std::int64_t>(m_state.arguments.size());
    const std::int64_t count = std::clamp<std::int64_t>(asked, 0, most);
    m_state.arguments.erase(m_state.arguments.begin(), m_state.arguments.begin() + count);
    return asked <= most;
}

bool Runner::unset(const std::vector<Text> &words)
{
    for (std::size_t i = 1; i < words.size(); ++i) {
        m_state.variables.erase(words[i].plain());
        m_state.functions.erase(words[i].plain());
    }
    return true;
}

bool Runner::declare(const Node &node, const std::vector<Text> &words)
{
    const auto isNamed = [](const Text &word) {
        const std::string plain = word.plain();
        return plain.starts_with('-') && plain.find('A') != std::string::npos;
    };
    const bool named = std::ranges::any_of(words, isNamed);
    for (std::size_t i = 1; named && i < words.size(); ++i) {
        if (isNameStart(words[i].plain().empty() ? '-' : words[i].plain().front()))
            m_state.variables[words[i].plain()] = {.isNamed = true};
    }
    for (const Assignment &assignment : node.assignments) {
        if (named)
            m_state.variables[assignment.name] = {.isNamed = true};
        assign(assignment);
    }
    return true;
}

// read -r -d '' NAME <<EOF takes the document; what comes from outside is not known.
bool Runner::readInto(const Node &node, const std::vector<Text> &words)
{
    std::vector<std::string> names;
    bool wholeText = false;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string word = words[i].plain();
        if (word == "-d") {
            wholeText = true;
            ++i;
        } else if (!word.empty() && isNameStart(word.front())) {
            names.push_back(word);
        }
    }
    std::optional<Text> document = documentOf(node);
    if (document && names.size() == 1) {
        const std::size_t line = document->bytes().find('\n');
        shell::assign(m_state, names.front(), wholeText ? *document : document->part(0, line));
        return true;
    }
    for (const std::string &name : names)
        shell::assign(m_state, name, known(name, Text::unknown(node.line)));
    return false; // a loop that reads comes to its end
}

bool Runner::source(const std::vector<Text> &words)
{
    if (words.size() < 2)
        return true;
    const std::string path = words[1].plain();
    const auto file = m_state.files.find(path);
    if (file != m_state.files.end())
        return runText(Text(file->second), words[1].lineAt(0));
    tell(words[1].lineAt(0), "What " + (path.empty() ? "another script" : path) +
                                 " sets is not known: it is another file.");
    return true;
}

// cat <<EOF > FILE, echo … > FILE, cat <<EOF | tee FILE
bool Runner::write(const Node &node, const std::vector<Text> &words)
{
    std::optional<Text> text = documentOf(node);
    if (!text && programName(words.front()) == "echo")
        text = joined(words, 1);
    if (!text)
        return true;
    std::vector<std::string> paths;
    if (words.front().plain() == "tee" && words.size() > 1)
        paths.push_back(words.back().plain());
    for (const Redirect &redirect : node.redirects) {
        if (redirect.kind == Redirect::Kind::Output)
            paths.push_back(m_expander.text(redirect.target).plain());
    }
    for (const std::string &path : paths) {
        m_reading.budget.spend(2 * text->size());
        m_state.files[path] = *text;
        m_reading.result.files[path] = text->plain();
    }
    return true;
}

std::optional<Text> Runner::documentOf(const Node &node)
{
    for (const Redirect &redirect : node.redirects) {
        if (redirect.kind == Redirect::Kind::HereText)
            return m_expander.text(redirect.target);
        if (redirect.kind == Redirect::Kind::HereDocument)
            return redirect.isLiteral ? redirect.content : m_expander.document(redirect.content);
    }
    return {};
}

} // namespace core::shell
