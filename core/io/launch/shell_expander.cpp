// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_expander.h"

#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_braces.h"
#include "core/io/launch/shell_scanner.h"

#include <algorithm>
#include <cstdlib>

namespace core::shell {
namespace {

constexpr int kDeepest = 30;                 // defaults within defaults
constexpr std::size_t kChangeCost = 100'000; // bytes of the budget: patterns take time

Text withoutLastLines(Text text)
{
    std::size_t size = text.size();
    while (size > 0 && text[size - 1] == '\n')
        --size;
    return text.part(0, size);
}

Text withoutBackslashes(const Text &inner)
{
    Text text;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] == '\\' && i + 1 < inner.size())
            ++i;
        text.add(inner[i], inner.lineAt(i));
    }
    return text;
}

// A value is there, in the sense of ${NAME:-…} or of ${NAME-…}.
bool isThere(const Values &values, bool emptyCounts)
{
    if (!values.isSet)
        return false;
    if (emptyCounts)
        return true;
    return std::ranges::any_of(
        values.texts, [](const Text &text) { return text.isUnknown() || !text.plain().empty(); });
}

// ${#NAME}: bytes of a value, elements of an array.
std::size_t lengthOf(const Values &values)
{
    if (values.isList)
        return values.isSet ? values.texts.size() : 0;
    return values.isSet ? values.texts.front().plain().size() : 0;
}

} // namespace

std::vector<Text> Expander::words(std::span<const Text> written)
{
    std::vector<Text> all;
    for (const Text &word : written) {
        const std::vector<Text> words = unbraced(word);
        for (const Text &each : words.empty() ? std::span(&word, 1) : std::span(words)) {
            Fields fields(Fields::Splitting::AtBlanks);
            expand(each, fields, Quotes::None);
            for (Text &field : fields.taken())
                all.push_back(std::move(field));
        }
        if (m_budget.isSpent())
            break;
    }
    return all;
}

Text Expander::text(const Text &written)
{
    Fields fields(Fields::Splitting::Never);
    expand(written, fields, Quotes::None);
    std::vector<Text> all = fields.taken();
    return all.empty() ? Text() : std::move(all.front());
}

Text Expander::document(const Text &written)
{
    Fields fields(Fields::Splitting::Never);
    expand(written, fields, Quotes::Document);
    std::vector<Text> all = fields.taken();
    return all.empty() ? Text() : std::move(all.front());
}

void Expander::expand(const Text &written, Fields &fields, Quotes quotes)
{
    if (m_depth >= kDeepest)
        return;
    ++m_depth;
    m_budget.spend(written.size());
    const bool marksQuotes = quotes == Quotes::None;
    for (std::size_t at = 0; at < written.size() && !m_budget.isSpent();) {
        const char byte = written[at];
        const char next = at + 1 < written.size() ? written[at + 1] : '\0';
        if (byte == '\\')
            at = expandBackslash(written, at, fields, quotes);
        else if (byte == '$' && marksQuotes && (next == '\'' || next == '"'))
            ++at; // $'…' and $"…" as the quotation marks alone
        else if (byte == '$')
            at = expandDollar(written, at, fields, quotes);
        else if (byte == '`') {
            const std::size_t found = endOfBackticks(written, at);
            const std::size_t end = std::min(found, written.size());
            const Text inner = written.part(at + 1, end - at - (found == kNoEnd ? 1 : 2));
            addText(withoutLastLines(m_substitute(withoutBackslashes(inner))), fields, quotes);
            at = end;
        } else if (marksQuotes && (byte == '\'' || byte == '"'))
            at = expandQuoted(written, at, fields);
        else
            fields.addLetter(byte, written.lineAt(at++));
    }
    --m_depth;
}

std::size_t Expander::expandQuoted(const Text &written, std::size_t at, Fields &fields)
{
    const bool isSingle = written[at] == '\'';
    const std::size_t found =
        isSingle ? endOfSingleQuotes(written, at) : endOfDoubleQuotes(written, at);
    const std::size_t end = std::min(found, written.size() + 1);
    const Text inner = written.part(at + 1, end - at - 2);
    if (isSingle) {
        fields.addQuoted(inner);
    } else {
        // "$@" of nothing is no word, but "" is one.
        if (inner.bytes() != "$@" && !inner.bytes().ends_with("[@]}"))
            fields.addQuotes();
        expand(inner, fields, Quotes::Double);
    }
    return std::min(end, written.size());
}

std::size_t Expander::expandBackslash(const Text &written, std::size_t at, Fields &fields,
                                      Quotes quotes)
{
    if (at + 1 >= written.size()) {
        fields.addLetter('\\', written.lineAt(at));
        return at + 1;
    }
    const char next = written[at + 1];
    if (next == '\n')
        return at + 2;
    const std::string_view escaped = quotes == Quotes::Document ? "$`\\" : "$`\"\\";
    if (quotes != Quotes::None && escaped.find(next) == std::string_view::npos)
        fields.addLetter('\\', written.lineAt(at));
    fields.addLetter(next, written.lineAt(at + 1));
    return at + 2;
}

std::size_t Expander::expandDollar(const Text &written, std::size_t at, Fields &fields,
                                   Quotes quotes)
{
    const std::size_t end = std::min(endOfDollar(written, at), written.size());
    const int line = written.lineAt(at);
    const std::string_view sign = std::string_view(written.bytes()).substr(at, end - at);
    if (sign.size() < 2) {
        fields.addLetter('$', line);
        return at + 1;
    }
    if (sign.starts_with("$((") && sign.ends_with("))")) {
        const Text inner = text(written.part(at + 3, sign.size() - 5));
        addText(arithmetic(inner.isEmpty() ? Text::at("0", line) : inner, m_state), fields, quotes);
    } else if (sign.starts_with("$(")) {
        addText(withoutLastLines(m_substitute(written.part(at + 2, sign.size() - 3))), fields,
                quotes);
    } else {
        Parameter parameter;
        if (sign.starts_with("${"))
            parameter = parameterOf(written.part(at + 2, sign.size() - 3));
        else
            parameter.name = sign.substr(1);
        const bool joined = parameter.name == "*" || parameter.index.bytes() == "*";
        addValues(valuesOf(parameter, line, quotes), joined, fields, quotes);
    }
    return end;
}

void Expander::addText(const Text &text, Fields &fields, Quotes quotes)
{
    m_budget.spend(text.size());
    if (quotes == Quotes::None)
        fields.addUnquoted(text);
    else
        fields.addQuoted(text);
}

void Expander::addValues(const Values &values, bool joined, Fields &fields, Quotes quotes)
{
    if (quotes == Quotes::Double && values.isList && !joined)
        return fields.addEach(values.texts);
    for (std::size_t i = 0; i < values.texts.size(); ++i) {
        const Text &text = values.texts[i];
        if (i > 0)
            addText(Text::at(" ", text.lineAt(0)), fields, quotes);
        addText(text, fields, quotes);
    }
}

Values Expander::plainValuesOf(const Parameter &parameter, int line)
{
    std::string name = parameter.name;
    if (parameter.isIndirect) {
        name = scalarOf(m_state, name, line).plain();
        if (name.empty())
            return {.texts = {Text::unknown(line)}};
    }
    const Text index = parameter.index.isEmpty() ? Text() : text(parameter.index);
    return shell::valuesOf(m_state, name, index, line);
}

// ${NAME:-otherwise}
Values Expander::otherwiseOf(const Parameter &parameter)
{
    Text otherwise = text(parameter.argument);
    if (parameter.change.ends_with('='))
        assign(m_state, parameter.name, otherwise);
    return {.texts = {std::move(otherwise)}, .isSet = true};
}

// ${A[@]:1}
Values Expander::withoutFirst(Values values, const Text &count)
{
    const std::string number = arithmetic(text(count), m_state).plain();
    const auto most = static_cast<std::int64_t>(values.texts.size());
    const auto first = std::clamp<std::int64_t>(std::atoll(number.c_str()), 0, most);
    values.texts.erase(values.texts.begin(), values.texts.begin() + first);
    return values;
}

Values Expander::valuesOf(const Parameter &parameter, int line, Quotes quotes)
{
    Values values = plainValuesOf(parameter, line);
    for (const Text &text : values.texts)
        m_budget.spend(text.size() + sizeof(Text));
    const std::string &change = parameter.change;
    if (parameter.isLength && std::ranges::any_of(values.texts, &Text::isUnknown))
        return {.texts = {Text::unknown(line)}, .isSet = true}; // of NODES=($(…))
    if (parameter.isLength)
        return {.texts = {Text::at(std::to_string(lengthOf(values)), line)}, .isSet = true};
    const bool there = isThere(values, change.size() == 1);
    if (change == ":-" || change == "-" || change == ":=" || change == "=")
        return there ? std::move(values) : otherwiseOf(parameter);
    if (change == ":+" || change == "+")
        return {.texts = {there ? text(parameter.argument) : Text()}, .isSet = true};
    if (change.empty() || change == ":?" || change == "?" || quotes == Quotes::Document)
        return values;
    if (values.isList && change == ":")
        return withoutFirst(std::move(values), parameter.argument);
    m_budget.spend(kChangeCost);
    for (Text &each : values.texts)
        each = changed(
            each, parameter, [this](const Text &part) { return text(part); },
            [this](const Text &part) { return arithmetic(text(part), m_state); });
    return values;
}

} // namespace core::shell
