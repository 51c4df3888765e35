// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_pattern.h"

#include <algorithm>

namespace core::shell {
namespace {

// Where every part of a text is tried, the time grows with it again.
constexpr std::size_t kLongestTried = 500;
constexpr std::size_t kLongestReplaced = 80;
constexpr std::size_t kLongestPattern = 60;

// One thing that a letter is held against, and how many bytes of the pattern it takes.
struct Single
{
    std::size_t size = 1;
    bool matches = false;
};

Single setAt(std::string_view pattern, char byte)
{
    const bool negated = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
    std::size_t at = negated ? 2 : 1;
    bool found = false;
    for (bool first = true; at < pattern.size() && (first || pattern[at] != ']'); first = false) {
        const char from = pattern[at++];
        char to = from;
        if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
            to = pattern[at + 1];
            at += 2;
        }
        found = found || (byte >= from && byte <= to);
    }
    if (at >= pattern.size()) // no closing bracket: the letter itself
        return {1, byte == '['};
    return {at + 1, found != negated};
}

Single singleAt(std::string_view pattern, char byte, char any)
{
    if (pattern.front() == any)
        return {1, true};
    if (pattern.front() == '[')
        return setAt(pattern, byte);
    if (pattern.front() == '\\' && pattern.size() > 1)
        return {2, pattern[1] == byte};
    return {1, pattern.front() == byte};
}

} // namespace

// Only the last star is ever tried again, so the time is the product of the sizes.
bool matchesPattern(std::string_view text, std::string_view pattern)
{
    if (text.size() > kLongestMatched || pattern.size() > kLongestMatched)
        return text == pattern;
    std::size_t at = 0;
    std::size_t in = 0;
    std::size_t star = std::string_view::npos;
    std::size_t kept = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            kept = at;
            continue;
        }
        const Single single =
            in < pattern.size() ? singleAt(pattern.substr(in), text[at], '?') : Single{};
        if (in < pattern.size() && single.matches) {
            in += single.size;
            ++at;
        } else if (star != std::string_view::npos) {
            in = star + 1;
            at = ++kept;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in) == std::string_view::npos;
}

namespace {

// Backtracks, but only so often.
class Search
{
public:
    bool finds(std::string_view text, std::string_view expression)
    {
        const bool anchored = expression.starts_with('^');
        if (anchored)
            expression.remove_prefix(1);
        for (std::size_t begin = 0; begin <= text.size(); ++begin) {
            if (here(text.substr(begin), expression))
                return true;
            if (anchored || m_left < 0)
                break;
        }
        return false;
    }

private:
    bool here(std::string_view text, std::string_view expression)
    {
        if (--m_left < 0)
            return false;
        if (expression.empty())
            return true;
        if (expression == "$")
            return text.empty();
        if (std::string_view("()|{").find(expression.front()) != std::string_view::npos)
            return false;
        const std::size_t size = singleAt(expression, '\0', '.').size;
        const std::string_view rest = expression.substr(size);
        const char times = rest.empty() ? '\0' : rest.front();
        if (times != '*' && times != '+' && times != '?')
            return !text.empty() && singleAt(expression, text.front(), '.').matches &&
                   here(text.substr(1), rest);
        std::size_t most = 0;
        while (most < text.size() && (times != '?' || most == 0) && --m_left >= 0 &&
               singleAt(expression, text[most], '.').matches)
            ++most;
        for (std::size_t count = most + 1; count-- > (times == '+' ? 1u : 0u);) {
            if (here(text.substr(count), rest.substr(1)))
                return true;
        }
        return false;
    }

    int m_left = 20'000;
};

} // namespace

bool findsExpression(std::string_view text, std::string_view expression)
{
    constexpr std::size_t longest = 200;
    if (text.size() > kLongestMatched || expression.size() > longest)
        return false;
    return Search().finds(text, expression);
}

std::string withoutBegin(std::string_view text, std::string_view pattern, bool longest)
{
    if (text.size() > kLongestTried || pattern.size() > kLongestPattern)
        return std::string(text);
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const std::size_t count = longest ? text.size() - i : i;
        if (matchesPattern(text.substr(0, count), pattern))
            return std::string(text.substr(count));
    }
    return std::string(text);
}

std::string withoutEnd(std::string_view text, std::string_view pattern, bool longest)
{
    if (text.size() > kLongestTried || pattern.size() > kLongestPattern)
        return std::string(text);
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const std::size_t begin = longest ? i : text.size() - i;
        if (matchesPattern(text.substr(begin), pattern))
            return std::string(text.substr(0, begin));
    }
    return std::string(text);
}

std::string replaced(std::string_view text, std::string_view pattern, std::string_view replacement,
                     bool all)
{
    const bool plain = pattern.find_first_of("*?[\\") == std::string_view::npos;
    if (pattern.empty() || pattern.size() > kLongestPattern ||
        text.size() > (plain ? kLongestMatched : kLongestReplaced))
        return std::string(text);
    std::string result;
    bool goesOn = true;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t count =
            goesOn && plain && text.substr(at).starts_with(pattern) ? pattern.size() : 0;
        for (std::size_t size = text.size() - at; goesOn && !plain && count == 0 && size > 0;
             --size)
            count = matchesPattern(text.substr(at, size), pattern) ? size : 0;
        if (count > 0) {
            result += replacement;
            goesOn = all;
            at += count;
        } else {
            result += text[at++];
        }
    }
    return result;
}

} // namespace core::shell
