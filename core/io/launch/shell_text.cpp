// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_text.h"

#include <algorithm>

namespace core::shell {
namespace {

constexpr char kUnsetBegin = '\x01';
constexpr char kUnsetEnd = '\x02';
constexpr char kUnknown = '\x03';

bool isMark(char byte)
{
    return byte == kUnsetBegin || byte == kUnsetEnd || byte == kUnknown;
}

} // namespace

Text Text::ofFile(std::string_view file, int firstLine)
{
    Text text;
    int line = firstLine;
    for (const char byte : file) {
        if (byte == '\r' || byte == '\0' || isMark(byte))
            continue;
        text.add(byte, line);
        line += byte == '\n' ? 1 : 0;
    }
    return text;
}

Text Text::ofOther(std::string_view file, int line)
{
    Text text = ofFile(file, line);
    std::ranges::fill(text.m_lines, line);
    return text;
}

Text Text::at(std::string_view bytes, int line)
{
    Text text;
    text.m_bytes = bytes;
    text.m_lines.assign(bytes.size(), line);
    return text;
}

Text Text::unset(std::string_view name, int line)
{
    return at(kUnsetBegin + std::string(name) + kUnsetEnd, line);
}

Text Text::unknown(int line)
{
    return at(std::string(1, kUnknown), line);
}

void Text::add(char byte, int line)
{
    m_bytes.push_back(byte);
    m_lines.push_back(line);
}

void Text::add(const Text &other)
{
    m_bytes += other.m_bytes;
    m_lines.insert(m_lines.end(), other.m_lines.begin(), other.m_lines.end());
}

Text Text::part(std::size_t from, std::size_t count) const
{
    Text text;
    if (from >= size())
        return text;
    const std::size_t end = from + std::min(count, size() - from);
    text.m_bytes = m_bytes.substr(from, end - from);
    text.m_lines.assign(m_lines.begin() + static_cast<std::ptrdiff_t>(from),
                        m_lines.begin() + static_cast<std::ptrdiff_t>(end));
    return text;
}

int Text::lineAt(std::size_t at) const
{
    if (m_lines.empty())
        return 1;
    return m_lines[std::min(at, m_lines.size() - 1)];
}

std::string Text::plain() const
{
    std::string plain;
    bool inName = false;
    for (const char byte : m_bytes) {
        if (byte == kUnsetBegin)
            inName = true;
        else if (byte == kUnsetEnd)
            inName = false;
        else if (!inName && byte != kUnknown)
            plain.push_back(byte);
    }
    return plain;
}

std::string Text::behindMarks() const
{
    const auto last = std::find_if(m_bytes.rbegin(), m_bytes.rend(), isMark);
    return {last.base(), m_bytes.end()};
}

bool Text::isNothing() const
{
    return !isEmpty() && plain().empty();
}

bool Text::isUnknown() const
{
    return m_bytes.find(kUnknown) != std::string::npos;
}

std::vector<std::string> Text::unsetNames() const
{
    constexpr std::size_t most = 100; // that anybody would be asked for
    std::vector<std::string> names;
    std::size_t begin = m_bytes.find(kUnsetBegin);
    while (begin != std::string::npos && names.size() < most) {
        const std::size_t end = m_bytes.find(kUnsetEnd, begin);
        if (end == std::string::npos)
            break;
        std::string name = m_bytes.substr(begin + 1, end - begin - 1);
        if (std::ranges::find(names, name) == names.end())
            names.push_back(std::move(name));
        begin = m_bytes.find(kUnsetBegin, end);
    }
    return names;
}

} // namespace core::shell
