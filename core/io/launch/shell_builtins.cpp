// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_context.h"
#include "core/io/launch/shell_pattern.h"
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
constexpr std::array<std::string_view, 7> kIdle = {":",  "true", "exit", "return",
                                                   "cd", "trap", "wait"};
constexpr std::array<std::string_view, 5> kDeclaring = {"declare", "export", "local", "readonly",
                                                        "typeset"};

ConditionWorld world(Shell &shell)
{
    return {
        .isSet = [&shell](const std::string &name) { return shell.state.variables.contains(name); },
        .isFile = [&shell](const std::string &path) { return shell.state.files.contains(path); },
        .calculated =
            [&shell](const std::string &text) {
                return text.empty() ? text : arithmetic(Text::at(text, 0), shell.state).plain();
            },
    };
}

// Patterns take the product of the sizes of what is compared.
bool compared(Shell &shell, const std::vector<ConditionWord> &condition)
{
    std::size_t size = 0;
    for (const ConditionWord &word : condition)
        size += std::min(word.text.size(), kLongestMatched);
    shell.reading.budget.spend(size * size / kStepsEach);
    return holds(condition, world(shell));
}

bool bracket(Shell &shell, const std::vector<Text> &words)
{
    std::vector<ConditionWord> condition;
    const bool closed = words.front().plain() == "[" && words.back().plain() == "]";
    const std::size_t end = words.size() - (closed ? 1 : 0);
    for (std::size_t i = 1; i < end; ++i)
        condition.push_back({words[i].plain()});
    return compared(shell, condition);
}

// set -- a b c; options such as -ex are idle.
bool setArguments(Shell &shell, const std::vector<Text> &words)
{
    const auto isEnd = [](const Text &word) { return word.bytes() == "--"; };
    const auto end = std::ranges::find_if(words, isEnd);
    if (end != words.end())
        shell.state.arguments.assign(end + 1, words.end());
    else if (words.size() > 1 && !words[1].plain().starts_with('-') &&
             !words[1].plain().starts_with('+'))
        shell.state.arguments.assign(words.begin() + 1, words.end());
    return true;
}

bool shift(Shell &shell, const std::vector<Text> &words)
{
    const std::int64_t asked = words.size() > 1 ? std::atoll(words[1].plain().c_str()) : 1;
    const auto most = static_cast<std::int64_t>(shell.state.arguments.size());
    const std::int64_t count = std::clamp<std::int64_t>(asked, 0, most);
    shell.state.arguments.erase(shell.state.arguments.begin(),
                                shell.state.arguments.begin() + count);
    return asked <= most;
}

bool unset(Shell &shell, const std::vector<Text> &words)
{
    for (std::size_t i = 1; i < words.size(); ++i) {
        shell.state.variables.erase(words[i].plain());
        shell.state.functions.erase(words[i].plain());
    }
    return true;
}

bool declare(Shell &shell, const Node &node, const std::vector<Text> &words)
{
    const auto isNamed = [](const Text &word) {
        const std::string plain = word.plain();
        return plain.starts_with('-') && plain.find('A') != std::string::npos;
    };
    const bool named = std::ranges::any_of(words, isNamed);
    for (std::size_t i = 1; named && i < words.size(); ++i) {
        if (isNameStart(words[i].plain().empty() ? '-' : words[i].plain().front()))
            shell.state.variables[words[i].plain()] = {.isNamed = true};
    }
    for (const auto &[name, value] : variablesIn(words)) // export $(cat .env | xargs)
        assign(shell.state, name, value);
    for (const Assignment &assignment : node.assignments) {
        if (named)
            shell.state.variables[assignment.name] = {.isNamed = true};
        assign(shell, assignment);
    }
    return true;
}

// The next line of what a loop or the command itself reads; nothing: it is over, or only a run
// knows it. own: what is behind a < of its own.
std::optional<Text> nextLine(Shell &shell, const Node &node, const std::optional<Text> &own)
{
    std::optional<Text> &input = shell.state.input;
    if (own)
        return own->part(0, own->bytes().find('\n'));
    if (redirectsInput(node)) {
        shell.reading.readsOutside = true;
        return {};
    }
    if (!input)
        shell.reading.readsOutside = true;
    if (!input || input->isEmpty())
        return {};
    const std::size_t end = input->bytes().find('\n');
    Text line = input->part(0, end);
    input = end == std::string::npos ? Text() : input->part(end + 1);
    return line;
}

// A word for each of so many names, all that is left for the last.
std::vector<Text> fieldsOf(const Text &line, std::size_t count, std::string_view separators)
{
    std::vector<Text> fields;
    const std::string &bytes = line.bytes();
    std::size_t at = bytes.find_first_not_of(" \t");
    while (at < bytes.size() && fields.size() + 1 < count) {
        const std::size_t end = std::min(bytes.find_first_of(separators, at), bytes.size());
        fields.push_back(line.part(at, end - at));
        at = bytes.find_first_not_of(" \t", std::min(end + 1, bytes.size()));
    }
    if (at < bytes.size())
        fields.push_back(line.part(at, bytes.find_last_not_of(" \t") + 1 - at));
    fields.resize(count);
    return fields;
}

void assignElements(Shell &shell, const std::string &name, std::vector<Text> elements)
{
    Variable variable;
    for (std::size_t i = 0; i < elements.size(); ++i)
        variable.elements[static_cast<std::int64_t>(i)] = std::move(elements[i]);
    shell.state.variables[name] = std::move(variable);
}

// mapfile -t NAME <<< "…": an element for each line.
bool readLines(Shell &shell, const Node &node, const std::string &name)
{
    const std::optional<Text> text = inputOf(shell, node);
    if (!text) {
        assign(shell.state, name, known(shell, name, Text::unknown(node.line)));
        return false;
    }
    std::vector<Text> lines;
    for (std::size_t at = 0; at < text->size();) {
        const std::size_t end = std::min(text->bytes().find('\n', at), text->size());
        lines.push_back(text->part(at, end - at));
        at = end + 1;
    }
    assignElements(shell, name, std::move(lines));
    return true;
}

// read A B; read -r -d '' NAME <<EOF takes the whole document. What comes from outside is not
// known.
bool readInto(Shell &shell, const Node &node, const std::vector<Text> &words)
{
    std::vector<std::string> names;
    bool wholeText = false;
    bool isList = false; // read -ra NAME
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string word = words[i].plain();
        isList = isList || (word.starts_with('-') && word.ends_with('a'));
        if (word == "-d") {
            wholeText = true;
            ++i;
        } else if (!word.empty() && isNameStart(word.front())) {
            names.push_back(word);
        }
    }
    const std::string command = words.front().plain();
    if (names.size() == 1 && (command == "mapfile" || command == "readarray"))
        return readLines(shell, node, names.front());
    const std::optional<Text> document = inputOf(shell, node);
    if (document && wholeText && names.size() == 1) {
        assign(shell.state, names.front(), *document);
        return true;
    }
    const std::optional<Text> line = nextLine(shell, node, document);
    std::string separators = " \t";
    for (const Assignment &assignment : node.assignments) { // IFS=, read A B
        if (assignment.name == "IFS" && !assignment.value.isEmpty())
            separators = shell.expander.text(assignment.value).plain();
    }
    if (line && isList && names.size() == 1) {
        std::vector<Text> elements = fieldsOf(*line, line->size() + 1, separators);
        std::erase_if(elements, [](const Text &element) { return element.isEmpty(); });
        assignElements(shell, names.front(), std::move(elements));
        return true;
    }
    const std::vector<Text> fields =
        line ? fieldsOf(*line, names.size(), separators) : std::vector<Text>(names.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        assign(shell.state, names[i],
               line ? fields[i] : known(shell, names[i], Text::unknown(node.line)));
    return line.has_value(); // a loop that reads comes to its end
}

// A file that the script writes, or goes on writing.
void writeTo(Shell &shell, const std::string &path, const Text &text, bool appends)
{
    Text &file = shell.state.files[path];
    std::string &whole = shell.reading.result.files[path];
    if (!appends) {
        file = {};
        whole.clear();
    }
    file.add(text);
    whole += text.plain();
    shell.reading.budget.spend(2 * text.size());
}

// cat <<EOF > FILE, echo … >> FILE, cat <<EOF | tee FILE
bool write(Shell &shell, const Node &node, const std::vector<Text> &words)
{
    std::optional<Text> text = documentOf(shell, node);
    const bool echoes = programName(words.front()) == "echo";
    if (!text && echoes) {
        text = echoed(words);
        if (words.size() < 2 || words[1].bytes() != "-n")
            text->add('\n', node.line);
    }
    if (!text)
        return true;
    if (words.front().plain() == "tee" && words.size() > 1)
        writeTo(shell, words.back().plain(), *text, words[1].bytes() == "-a");
    for (const Redirect &redirect : node.redirects) {
        if (redirect.kind == Redirect::Kind::Output)
            writeTo(shell, shell.expander.text(redirect.target).plain(), *text, redirect.appends);
    }
    return true;
}

} // namespace

bool test(Shell &shell, const Node &node)
{
    std::vector<ConditionWord> condition;
    for (const Text &word : node.words) {
        const bool isQuoted = word.bytes().find_first_of("'\"") != std::string::npos;
        condition.push_back({shell.expander.text(word).plain(), isQuoted});
    }
    return compared(shell, condition);
}

// (( … )), with one assignment or count at its front: A = B * 2, i++, n += 1.
bool calculated(Shell &shell, const Text &expression)
{
    const Text text = shell.expander.text(expression);
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
        assign(shell.state, name, arithmetic(next, shell.state));
        return true;
    }
    if (!name.empty() && rest.starts_with('=') && !rest.starts_with("==")) {
        assign(shell.state, name, arithmetic(text.part(end + 1), shell.state));
        return true;
    }
    if (!name.empty() && rest.size() > 1 && rest[1] == '=' &&
        std::string_view("+-*/%").find(rest.front()) != std::string_view::npos) {
        Text next = Text::at(name + rest.front() + '(', line);
        next.add(text.part(end + 2));
        next.add(')', line);
        assign(shell.state, name, arithmetic(next, shell.state));
        return true;
    }
    const std::string value = arithmetic(text, shell.state).plain();
    return !value.empty() && value != "0";
}

std::optional<bool> builtin(Shell &shell, const Node &node, const std::vector<Text> &words)
{
    const std::string name = words.front().plain();
    if (isOneOf(name, kIdle))
        return true;
    if (name == "false")
        return false;
    if (name == "[" || name == "test")
        return bracket(shell, words);
    if (isOneOf(name, kDeclaring))
        return declare(shell, node, words);
    if (name == "set")
        return setArguments(shell, words);
    if (name == "shift")
        return shift(shell, words);
    if (name == "unset")
        return unset(shell, words);
    if (name == "getopts")
        return false; // a loop over options comes to its end
    if (name == "read" || name == "mapfile" || name == "readarray")
        return readInto(shell, node, words);
    if (name == "let")
        return calculated(shell, joined(words, 1));
    if (name == "cat" || name == "echo" || name == "tee")
        return write(shell, node, words);
    return {};
}

} // namespace core::shell
