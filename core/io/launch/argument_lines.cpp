// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/argument_lines.h"

#include <algorithm>
#include <vector>

namespace core {
namespace {

constexpr std::size_t kEnough = 5; // flags that begin a line

std::string_view trimmed(std::string_view line)
{
    const std::size_t first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return {};
    return line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(trimmed(text.substr(at, end - at)));
        at = end + 1;
    }
    return lines;
}

bool isNote(std::string_view line)
{
    return line.empty() || line.front() == '#';
}

bool isFlag(std::string_view line)
{
    return line.size() > 2 && line.starts_with("--");
}

// Of a script: a command that goes on in the next line, sets a variable, or has more than words.
bool isOfScript(std::string_view line, bool behindFlags)
{
    if (line.ends_with('\\') || line.find_first_of("$`;&<>") != std::string_view::npos)
        return true;
    const std::size_t sign = line.find('=');
    return !behindFlags && !isFlag(line) && sign != std::string_view::npos;
}

// A value that is one word, whatever blanks and quotation marks are in it.
std::string quoted(std::string_view word)
{
    std::string text = "'";
    for (const char byte : word)
        text += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
    return text + '\'';
}

} // namespace

std::optional<std::string> joinedArgumentLines(std::string_view text)
{
    const std::vector<std::string_view> lines = linesOf(text);
    if (static_cast<std::size_t>(std::ranges::count_if(lines, isFlag)) < kEnough)
        return {};
    std::string joined;
    bool behindFlags = false;
    for (const std::string_view line : lines) {
        behindFlags = behindFlags || isFlag(line);
        if (!isNote(line) && isOfScript(line, behindFlags))
            return {};
        const bool isBare = line.find_first_of(" '\"") == std::string_view::npos;
        if (!isNote(line))
            joined += isFlag(line) || isBare || !behindFlags ? std::string(line) : quoted(line);
        joined += " \\\n";
    }
    return joined;
}

} // namespace core
