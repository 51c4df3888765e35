// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_parameter.h"

#include "core/io/launch/shell_pattern.h"
#include "core/io/launch/shell_scanner.h"

#include <algorithm>
#include <charconv>

namespace core::shell {
namespace {

std::size_t endOfName(const Text &inner, std::size_t at)
{
    if (at < inner.size() && std::string_view("@*#?$!-").find(inner[at]) != std::string_view::npos)
        return at + 1;
    while (at < inner.size() && isNamePart(inner[at]))
        ++at;
    return at;
}

std::size_t endOfIndex(const Text &inner, std::size_t at)
{
    int depth = 0;
    for (; at < inner.size(); ++at) {
        depth += inner[at] == '[' ? 1 : inner[at] == ']' ? -1 : 0;
        if (depth == 0)
            return at + 1;
    }
    return at;
}

std::int64_t numberOf(const Text &text, std::int64_t otherwise)
{
    const std::string plain = text.plain();
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
    return error == std::errc() ? number : otherwise;
}

// ${NAME:from:count}
Text slice(const Text &value, const Text &argument,
           const std::function<Text(const Text &)> &calculated)
{
    const std::size_t colon = argument.bytes().find(':');
    const auto size = static_cast<std::int64_t>(value.size());
    const std::int64_t from = numberOf(calculated(argument.part(0, colon)), 0);
    const std::int64_t begin = std::clamp<std::int64_t>(from < 0 ? size + from : from, 0, size);
    std::int64_t count = size - begin;
    if (colon != std::string::npos) {
        const std::int64_t asked = numberOf(calculated(argument.part(colon + 1)), count);
        count = std::clamp<std::int64_t>(asked < 0 ? count + asked : asked, 0, count);
    }
    return value.part(static_cast<std::size_t>(begin), static_cast<std::size_t>(count));
}

Text withCase(const Text &value, const std::string &change)
{
    Text result;
    const bool upper = change.front() == '^';
    for (std::size_t i = 0; i < value.size(); ++i) {
        char byte = value[i];
        if (i == 0 || change.size() == 2) {
            if (upper && byte >= 'a' && byte <= 'z')
                byte = static_cast<char>(byte - 'a' + 'A');
            else if (!upper && byte >= 'A' && byte <= 'Z')
                byte = static_cast<char>(byte - 'A' + 'a');
        }
        result.add(byte, value.lineAt(i));
    }
    return result;
}

std::string replacedIn(const std::string &value, const Parameter &parameter,
                       const std::function<Text(const Text &)> &expanded)
{
    std::size_t slash = 0;
    const Text &argument = parameter.argument;
    while (slash < argument.size() && argument[slash] != '/')
        slash += argument[slash] == '\\' ? 2u : 1u;
    const std::string pattern = expanded(argument.part(0, slash)).plain();
    const std::string by = expanded(argument.part(slash + 1)).plain();
    return replaced(value, pattern, by, parameter.change == "//");
}

} // namespace

Parameter parameterOf(const Text &inner)
{
    Parameter parameter;
    std::size_t at = 0;
    if (inner.size() > 1 && inner[0] == '#' && (isNamePart(inner[1]) || inner[1] == '@')) {
        parameter.isLength = true;
        at = 1;
    } else if (inner.size() > 1 && inner[0] == '!' && isNamePart(inner[1])) {
        parameter.isIndirect = true;
        at = 1;
    }
    std::size_t end = endOfName(inner, at);
    parameter.name = inner.bytes().substr(at, end - at);
    if (end < inner.size() && inner[end] == '[') {
        at = end + 1;
        end = endOfIndex(inner, end);
        parameter.index = inner.part(at, end > at ? end - at - 1 : 0);
    }
    constexpr std::string_view changes[] = {":-", ":=", ":?", ":+", "##", "%%", "//",
                                            "^^", ",,", "-",  "=",  "?",  "+",  "#",
                                            "%",  "/",  "^",  ",",  ":",  "@"};
    for (const std::string_view change : changes) {
        if (std::string_view(inner.bytes()).substr(end).starts_with(change)) {
            parameter.change = change;
            parameter.argument = inner.part(end + change.size());
            break;
        }
    }
    return parameter;
}

Text changed(const Text &value, const Parameter &parameter,
             const std::function<Text(const Text &)> &expanded,
             const std::function<Text(const Text &)> &calculated)
{
    const std::string &change = parameter.change;
    if (change.empty() || change == "@" || !value.unsetNames().empty() || value.isUnknown())
        return value;
    if (change == ":")
        return slice(value, parameter.argument, calculated);
    if (change.front() == '^' || change.front() == ',')
        return withCase(value, change);
    const int line = value.lineAt(0);
    const std::string plain = value.plain();
    if (change.front() == '/')
        return Text::at(replacedIn(plain, parameter, expanded), line);
    const std::string pattern = expanded(parameter.argument).plain();
    const bool longest = change.size() == 2;
    if (change.front() == '#')
        return Text::at(withoutBegin(plain, pattern, longest), line);
    if (change.front() == '%')
        return Text::at(withoutEnd(plain, pattern, longest), line);
    return value;
}

} // namespace core::shell
