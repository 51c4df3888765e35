// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_scanner.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace core::shell {

bool isNameStart(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_';
}

bool isNamePart(char byte)
{
    return isNameStart(byte) || (byte >= '0' && byte <= '9');
}

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t';
}

bool endsWord(char byte)
{
    return std::string_view(" \t\n;&|<>()").find(byte) != std::string_view::npos;
}

std::size_t endOfSingleQuotes(const Text &text, std::size_t at)
{
    const std::size_t end = text.bytes().find('\'', at + 1);
    return end == std::string::npos ? kNoEnd : end + 1;
}

std::size_t endOfBackticks(const Text &text, std::size_t at)
{
    for (std::size_t i = at + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '`')
            return i + 1;
    }
    return kNoEnd;
}

namespace {

// Constructs within each other are kept on a list of their own instead of the call stack: a file
// may nest as deep as it is long.
class Nesting
{
public:
    explicit Nesting(const Text &text) : m_text(text) {}

    // From an opening sign at the begin to behind its closing one.
    std::size_t end(std::size_t at)
    {
        do {
            if (at >= m_text.size())
                return kNoEnd;
            at = inQuotes() ? stepInQuotes(at) : step(at);
        } while (!m_open.empty() && at != kNoEnd);
        return at;
    }

private:
    bool inQuotes() const { return !m_open.empty() && m_open.back() == '"'; }
    std::size_t opened(char closing, std::size_t next)
    {
        m_open.push_back(closing);
        return next;
    }
    std::size_t dollar(std::size_t at)
    {
        const char next = at + 1 < m_text.size() ? m_text[at + 1] : '\0';
        if (next == '{')
            return opened('}', at + 2);
        if (next == '(')
            return opened(')', at + 2);
        return at + 1;
    }
    std::size_t stepInQuotes(std::size_t at)
    {
        switch (m_text[at]) {
        case '\\':
            return at + 2;
        case '"':
            m_open.pop_back();
            return at + 1;
        case '`':
            return endOfBackticks(m_text, at);
        case '$':
            return dollar(at);
        default:
            return at + 1;
        }
    }
    std::size_t step(std::size_t at)
    {
        const char byte = m_text[at];
        if (!m_open.empty() && byte == m_open.back()) {
            m_open.pop_back();
            return at + 1;
        }
        const bool inBraces = !m_open.empty() && m_open.back() == '}';
        switch (byte) {
        case '\\':
            return at + 2;
        case '\'':
            return endOfSingleQuotes(m_text, at);
        case '"':
            return opened('"', at + 1);
        case '`':
            return endOfBackticks(m_text, at);
        case '$':
            return dollar(at);
        case '(':
            return inBraces ? at + 1 : opened(')', at + 1);
        case '{':
            return m_open.empty() ? opened('}', at + 1) : at + 1;
        default:
            return at + 1;
        }
    }

    const Text &m_text;
    std::vector<char> m_open;
};

} // namespace

std::size_t endOfDoubleQuotes(const Text &text, std::size_t at)
{
    return Nesting(text).end(at);
}

std::size_t endOfBrackets(const Text &text, std::size_t at)
{
    return Nesting(text).end(at);
}

std::size_t endOfDollar(const Text &text, std::size_t at)
{
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (next == '{' || next == '(')
        return endOfBrackets(text, at + 1);
    if (next == '\'')
        return endOfSingleQuotes(text, at + 1);
    if (isNameStart(next)) {
        std::size_t end = at + 1;
        while (end < text.size() && isNamePart(text[end]))
            ++end;
        return end;
    }
    const bool special = std::string_view("0123456789@*#?$!-").find(next) != std::string::npos;
    return next != '\0' && special ? at + 2 : at + 1;
}

// Where "<your_path>" or "<PATH TO gpt-vocab.json>" ends, which somebody is to fill in. Of several
// words the last is none that a redirection begins with: <in 2> out.
std::size_t endOfPlaceholder(const Text &text, std::size_t at)
{
    constexpr std::size_t longest = 80;
    if (at + 1 >= text.size() || text[at] != '<' || !isNamePart(text[at + 1]))
        return at;
    std::size_t lastWord = at + 1;
    std::size_t end = at + 1;
    for (; end < text.size() && end < at + longest && text[end] != '>'; ++end) {
        const char byte = text[end];
        if (!isNamePart(byte) && byte != '-' && byte != '.' && byte != ' ')
            return at;
        if (byte == ' ')
            lastWord = end + 1;
    }
    if (end >= text.size() || text[end] != '>' || lastWord == end)
        return at;
    if (lastWord == at + 1)
        return end + 1;
    const bool isNumber = text.bytes().find_first_not_of("0123456789", lastWord) >= end;
    const bool isAlone =
        end + 1 == text.size() || isBlank(text[end + 1]) || endsWord(text[end + 1]);
    return isNumber || !isAlone || text[end - 1] == '-' ? at : end + 1;
}

std::size_t endOfWord(const Text &text, std::size_t at)
{
    while (at < text.size() && at != kNoEnd) {
        const char byte = text[at];
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (byte == '\\')
            at += 2;
        else if (byte == '\'')
            at = endOfSingleQuotes(text, at);
        else if (byte == '"')
            at = endOfDoubleQuotes(text, at);
        else if (byte == '`')
            at = endOfBackticks(text, at);
        else if (byte == '$')
            at = endOfDollar(text, at);
        else if ((byte == '<' || byte == '>') && next == '(') // a program in place of a file
            at = endOfBrackets(text, at + 1);
        else if (byte == '<' && endOfPlaceholder(text, at) > at)
            at = endOfPlaceholder(text, at);
        else if (endsWord(byte))
            return at;
        else
            ++at;
    }
    return at == kNoEnd ? kNoEnd : std::min(at, text.size());
}

} // namespace core::shell
