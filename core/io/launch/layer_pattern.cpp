// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/layer_pattern.h"

#include "core/scenario/check.h"

#include <charconv>

namespace core {
namespace {

using List = std::vector<int>;

constexpr std::size_t kLongest = kMaxLayers;
constexpr int kDeepest = 50;

// Lists of Python, added and repeated.
class Pattern
{
public:
    explicit Pattern(std::string_view text) : m_text(text) {}

    std::optional<List> all()
    {
        List list = sum();
        skipBlanks();
        if (m_failed || m_at != m_text.size())
            return {};
        return list;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n'))
            ++m_at;
    }
    bool take(char sign)
    {
        skipBlanks();
        if (m_at >= m_text.size() || m_text[m_at] != sign)
            return false;
        ++m_at;
        return true;
    }
    std::optional<std::int64_t> number()
    {
        skipBlanks();
        std::int64_t number = 0;
        const char *begin = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(begin, m_text.data() + m_text.size(), number);
        if (error != std::errc() || number < 0)
            return {};
        m_at += static_cast<std::size_t>(end - begin);
        return number;
    }
    List sum()
    {
        List list = product();
        while (!m_failed && take('+')) {
            const List next = product();
            list.insert(list.end(), next.begin(), next.end());
            m_failed = m_failed || list.size() > kLongest;
        }
        return list;
    }
    List product()
    {
        List list = single();
        while (!m_failed && take('*')) {
            const std::int64_t times = number().value_or(-1);
            m_failed = times < 0 || times > kMaxLayers ||
                       list.size() * static_cast<std::size_t>(times) > kLongest;
            List repeated;
            for (std::int64_t i = 0; !m_failed && i < times; ++i)
                repeated.insert(repeated.end(), list.begin(), list.end());
            list = std::move(repeated);
        }
        return list;
    }
    List single()
    {
        List list;
        if (take('(')) {
            m_failed = m_failed || ++m_depth > kDeepest;
            if (!m_failed)
                list = sum();
            m_failed = m_failed || !take(')');
            --m_depth;
            return list;
        }
        m_failed = m_failed || !take('[');
        while (!m_failed && !take(']')) {
            const std::int64_t value = number().value_or(-1);
            m_failed = (value != 0 && value != 1) || list.size() > kLongest;
            list.push_back(static_cast<int>(value));
            (void)take(',');
        }
        return list;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    bool m_failed = false;
};

} // namespace

std::optional<std::vector<int>> layerPattern(std::string_view text, std::int64_t layers)
{
    std::int64_t every = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), every);
    if (error != std::errc() || end != text.data() + text.size())
        return Pattern(text).all();
    if (every < 1 || layers < 1 || layers > kMaxLayers)
        return {};
    List list;
    for (std::int64_t i = 0; i < layers; ++i)
        list.push_back(i % every == 0 ? 1 : 0);
    return list;
}

} // namespace core
