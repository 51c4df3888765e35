// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_condition.h"

#include "core/io/launch/shell_pattern.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace core::shell {
namespace {

constexpr std::array<std::string_view, 13> kComparisons = {
    "=", "==", "!=", "=~", "<", ">", "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-nt"};
constexpr int kDeepest = 50;

class Condition
{
public:
    Condition(std::span<const ConditionWord> words, const ConditionWorld &world)
        : m_words(words), m_world(world)
    {}

    bool holds() { return either() && m_at == m_words.size(); }

private:
    bool nextIs(std::string_view sign, std::size_t ahead = 0) const
    {
        const std::size_t at = m_at + ahead;
        return at < m_words.size() && !m_words[at].isQuoted && m_words[at].text == sign;
    }
    bool take(std::string_view sign)
    {
        const bool is = nextIs(sign);
        m_at += is ? 1 : 0;
        return is;
    }

    bool either()
    {
        bool value = both();
        while (take("||") || take("-o"))
            value = both() || value;
        return value;
    }
    bool both()
    {
        bool value = negated();
        while (take("&&") || take("-a"))
            value = negated() && value;
        return value;
    }
    bool negated()
    {
        bool isNegated = false;
        while (m_words.size() - m_at > 1 && take("!"))
            isNegated = !isNegated;
        return single() != isNegated;
    }
    bool single()
    {
        if (m_at >= m_words.size())
            return false;
        const std::size_t left = m_words.size() - m_at;
        if (left > 2 && nextIs("(") && m_depth < kDeepest) {
            ++m_depth;
            ++m_at;
            const bool value = either();
            (void)take(")");
            --m_depth;
            return value;
        }
        if (left > 2) {
            const ConditionWord &sign = m_words[m_at + 1];
            if (!sign.isQuoted &&
                std::ranges::find(kComparisons, sign.text) != kComparisons.end()) {
                m_at += 3;
                return compared(m_words[m_at - 3], sign.text, m_words[m_at - 1]);
            }
        }
        const ConditionWord &word = m_words[m_at++];
        if (left > 1 && !word.isQuoted && word.text.size() == 2 && word.text.front() == '-')
            return asked(word.text[1], m_words[m_at++].text);
        return !word.text.empty();
    }

    bool asked(char what, const std::string &of) const
    {
        switch (what) {
        case 'n':
            return !of.empty();
        case 'z':
            return of.empty();
        case 'v':
            return m_world.isSet(of);
        case 'e':
        case 'f':
        case 's':
        case 'r':
            return m_world.isFile(of);
        default:
            return false;
        }
    }

    std::optional<std::int64_t> numberOf(const ConditionWord &word) const
    {
        const std::string text = m_world.calculated(word.text);
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (word.text.empty() || error != std::errc())
            return {};
        return number;
    }

    bool compared(const ConditionWord &left, const std::string &sign,
                  const ConditionWord &right) const
    {
        if (sign == "=" || sign == "==" || sign == "!=") {
            const bool same =
                right.isQuoted ? left.text == right.text : matchesPattern(left.text, right.text);
            return same == (sign != "!=");
        }
        if (sign == "=~")
            return findsExpression(left.text, right.text);
        if (sign == "<" || sign == ">")
            return sign == "<" ? left.text < right.text : left.text > right.text;
        const std::optional<std::int64_t> a = numberOf(left);
        const std::optional<std::int64_t> b = numberOf(right);
        if (!a || !b)
            return false;
        if (sign == "-eq" || sign == "-ne")
            return (*a == *b) == (sign == "-eq");
        if (sign == "-lt" || sign == "-le")
            return sign == "-lt" ? *a < *b : *a <= *b;
        return sign == "-gt" ? *a > *b : sign == "-ge" && *a >= *b;
    }

    std::span<const ConditionWord> m_words;
    const ConditionWorld &m_world;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace

bool holds(std::span<const ConditionWord> words, const ConditionWorld &world)
{
    return Condition(words, world).holds();
}

} // namespace core::shell
