// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/toml/toml_depth.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace core {
namespace {

// Walks a text outside of its strings and comments.
class DepthCounter
{
public:
    DepthCounter(int levels, std::string_view text) : m_levels(levels), m_text(text) {}

    std::optional<int> lineOfExcess()
    {
        while (m_at < m_text.size()) {
            step();
            if (m_brackets + m_dots > m_levels)
                return m_line;
        }
        return {};
    }

private:
    void step()
    {
        const char c = m_text[m_at];
        if (c == '"' || c == '\'') {
            skipString(c);
            return;
        }
        if (c == '#') {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
            return;
        }
        ++m_at;
        if (c == '\n')
            ++m_line;
        if (c == '.')
            ++m_dots;
        else if (c == '=' || c == ',' || c == '\n')
            m_dots = 0;
        else if (c == '[' || c == '{')
            ++m_brackets;
        else if ((c == ']' || c == '}') && m_brackets > 0)
            --m_brackets;
    }

    // Three marks open a string over several lines, which ends at the next three.
    void skipString(char mark)
    {
        const std::size_t length = m_text.substr(m_at, 3) == std::string(3, mark) ? 3 : 1;
        const std::string end(length, mark);
        m_at += length;
        while (m_at < m_text.size()) {
            if (m_text.substr(m_at, length) == end) {
                m_at += length;
                // Up to two marks more are the last letters of a text over several lines.
                for (int more = 0;
                     length == 3 && more < 2 && m_text.substr(m_at, 1) == end.substr(2); ++more)
                    ++m_at;
                return;
            }
            if (m_text[m_at] == '\n') {
                if (length == 1) // not closed: the library says so
                    return;
                ++m_line;
            }
            const bool isEscape = mark == '"' && m_text[m_at] == '\\' &&
                                  m_text.substr(m_at + 1, 1) != "\n"; // lines are counted
            m_at += isEscape ? std::size_t{2} : std::size_t{1};
        }
        m_at = std::min(m_at, m_text.size());
    }

    int m_levels;
    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    int m_brackets = 0;
    int m_dots = 0; // since the key began, or in the number that is read
};

} // namespace

std::optional<int> lineOfTomlDeeperThan(int levels, std::string_view text)
{
    return DepthCounter(levels, text).lineOfExcess();
}

} // namespace core
