// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_state.h"

#include "core/io/launch/shell_arithmetic.h"
#include "core/io/launch/shell_scanner.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace core::shell {
namespace {

Values one(Text text)
{
    return {.texts = {std::move(text)}, .isSet = true};
}

bool isKnown(const Text &text)
{
    return !text.isUnknown() && text.unsetNames().empty();
}

// $1, $#, $@, $0 and the like; nothing for other names.
std::optional<Values> argumentsOf(const State &state, std::string_view name, int line)
{
    if (name == "@" || name == "*")
        return Values{.texts = state.arguments, .isSet = !state.arguments.empty(), .isList = true};
    if (name == "#")
        return one(Text::at(std::to_string(state.arguments.size()), line));
    if (name == "?")
        return one(Text::at("0", line));
    if (name == "0" || name == "$" || name == "!" || name == "-")
        return one(Text::unknown(line));
    const std::optional<std::int64_t> number = numberIn(name);
    if (!number)
        return {};
    const auto at = static_cast<std::size_t>(*number);
    if (at == 0) // ${00} is $0
        return one(Text::unknown(line));
    if (at > state.arguments.size())
        return Values{.texts = {Text::unset(name, line)}};
    return one(state.arguments[at - 1]);
}

} // namespace

std::optional<std::int64_t> numberIn(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return {};
    return number;
}

std::size_t Variable::bytes() const
{
    std::size_t bytes = sizeof(Variable);
    for (const auto &[index, text] : elements)
        bytes += text.size() + sizeof(Text);
    for (const auto &[index, text] : named)
        bytes += text.size() + sizeof(Text);
    return bytes;
}

std::size_t State::bytes() const
{
    std::size_t bytes = 0;
    for (const auto &[name, variable] : variables)
        bytes += variable.bytes();
    for (const auto &[name, text] : files)
        bytes += text.size();
    for (const Text &text : arguments)
        bytes += text.size() + sizeof(Text);
    return bytes;
}

Values valuesOf(const State &state, std::string_view name, const Text &index, int line)
{
    const bool isAll = index.bytes() == "@" || index.bytes() == "*";
    const auto found = state.variables.find(name);
    if (found == state.variables.end()) {
        // A number given with --env stands for an argument of the script.
        if (std::optional<Values> arguments = argumentsOf(state, name, line))
            return *std::move(arguments);
        if (isAll)
            return {.texts = {Text::unset(name, line)}, .isList = true};
        return {.texts = {Text::unset(name, line)}};
    }
    const Variable &variable = found->second;
    if (isAll) {
        Values all{.isSet = true, .isList = true};
        for (const auto &[at, text] : variable.elements)
            all.texts.push_back(text);
        for (const auto &[at, text] : variable.named)
            all.texts.push_back(text);
        return all;
    }
    if (variable.isNamed) {
        if (!isKnown(index))
            return {.texts = {index}};
        const auto element = variable.named.find(index.plain());
        return element == variable.named.end() ? Values{.texts = {Text::unset(name, line)}}
                                               : one(element->second);
    }
    std::int64_t at = 0;
    if (!index.isEmpty()) {
        Text number = arithmetic(index, state);
        if (!isKnown(index) || !number.unsetNames().empty())
            return {.texts = {std::move(number)}};
        at = numberIn(number.plain()).value_or(0);
    }
    if (at < 0 && !variable.elements.empty())
        at += variable.elements.rbegin()->first + 1;
    const auto element = variable.elements.find(at);
    return element == variable.elements.end() ? Values{.texts = {Text::unset(name, line)}}
                                              : one(element->second);
}

Text scalarOf(const State &state, std::string_view name, int line)
{
    const Values values = valuesOf(state, name, {}, line);
    return values.texts.empty() ? Text() : values.texts.front();
}

std::size_t scalarSize(const State &state, std::string_view name)
{
    const auto found = state.variables.find(name);
    if (found == state.variables.end())
        return 0;
    const auto element = found->second.elements.find(0);
    return element == found->second.elements.end() ? 0 : element->second.size();
}

void assign(State &state, std::string_view name, Text value)
{
    state.variables[std::string(name)].elements[0] = std::move(value);
}

} // namespace core::shell
