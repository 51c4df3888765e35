// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_arithmetic.h"

#include "core/io/launch/shell_scanner.h"

#include <array>
#include <cctype>
#include <charconv>
#include <string_view>

namespace core::shell {
namespace {

using Unsigned = std::uint64_t;

constexpr int kDeepest = 64; // brackets, and variables that name others
constexpr std::size_t kLongest = 10'000;
constexpr int kMostOperands = 10'000; // of one expression and the variables in it

// A precedence climber over 64-bit numbers, which wrap around as in bash.
class Calculator
{
public:
    Calculator(std::string_view text, const State &state, int line, int &operandsLeft,
               int depth = 0)
        : m_text(text), m_state(state), m_line(line), m_operandsLeft(operandsLeft), m_depth(depth)
    {}

    // Nothing: not known; names of variables without a value are among the unset.
    std::optional<std::int64_t> value()
    {
        const std::int64_t value = ternary();
        skipBlanks();
        if (m_at != m_text.size())
            m_failed = true;
        return m_failed ? std::optional<std::int64_t>() : value;
    }
    [[nodiscard]] const Text &unset() const { return m_unset; }

private:
    struct Operator
    {
        std::string_view sign;
        int rank;
    };
    // Longer signs first.
    static constexpr std::array<Operator, 19> kOperators = {{{"**", 11},
                                                             {"<<", 8},
                                                             {">>", 8},
                                                             {"<=", 7},
                                                             {">=", 7},
                                                             {"==", 6},
                                                             {"!=", 6},
                                                             {"&&", 2},
                                                             {"||", 1},
                                                             {"<", 7},
                                                             {">", 7},
                                                             {"+", 9},
                                                             {"-", 9},
                                                             {"*", 10},
                                                             {"/", 10},
                                                             {"%", 10},
                                                             {"&", 5},
                                                             {"^", 4},
                                                             {"|", 3}}};

    void skipBlanks()
    {
        while (m_at < m_text.size() && std::isspace(static_cast<unsigned char>(m_text[m_at])))
            ++m_at;
    }
    bool take(std::string_view sign)
    {
        skipBlanks();
        if (!m_text.substr(m_at).starts_with(sign))
            return false;
        m_at += sign.size();
        return true;
    }
    const Operator *nextOperator()
    {
        skipBlanks();
        for (const Operator &each : kOperators) {
            if (m_text.substr(m_at).starts_with(each.sign))
                return &each;
        }
        return nullptr;
    }
    std::int64_t fail()
    {
        m_failed = true;
        m_at = m_text.size();
        return 0;
    }

    std::int64_t ternary()
    {
        if (++m_depth > kDeepest)
            return fail();
        std::int64_t value = binary(1);
        if (take("?")) {
            const std::int64_t yes = ternary();
            if (!take(":"))
                return fail();
            const std::int64_t no = ternary();
            value = value != 0 ? yes : no;
        }
        --m_depth;
        return value;
    }
    std::int64_t binary(int least)
    {
        std::int64_t left = unary();
        for (const Operator *next = nextOperator(); next && next->rank >= least && !m_failed;
             next = nextOperator()) {
            m_at += next->sign.size();
            // Powers are bound from the right.
            if (++m_depth > kDeepest)
                return fail();
            const std::int64_t right = binary(next->sign == "**" ? next->rank : next->rank + 1);
            --m_depth;
            left = apply(next->sign, left, right);
        }
        return left;
    }
    std::int64_t apply(std::string_view sign, std::int64_t left, std::int64_t right)
    {
        const auto a = static_cast<Unsigned>(left);
        const auto b = static_cast<Unsigned>(right);
        if (sign == "/" || sign == "%") {
            if (right == 0 || (right == -1 && left == INT64_MIN))
                return fail();
            return sign == "/" ? left / right : left % right;
        }
        if (sign == "**")
            return power(left, right);
        if (sign == "+" || sign == "-" || sign == "*")
            return static_cast<std::int64_t>(sign == "+" ? a + b : sign == "-" ? a - b : a * b);
        if (sign == "<<" || sign == ">>")
            return sign == "<<" ? static_cast<std::int64_t>(a << (b & 63)) : left >> (b & 63);
        if (sign == "&" || sign == "^" || sign == "|")
            return static_cast<std::int64_t>(sign == "&" ? a & b : sign == "^" ? a ^ b : a | b);
        return compared(sign, left, right) ? 1 : 0;
    }
    static bool compared(std::string_view sign, std::int64_t left, std::int64_t right)
    {
        if (sign == "==" || sign == "!=")
            return (left == right) == (sign == "==");
        if (sign == "&&" || sign == "||")
            return sign == "&&" ? left != 0 && right != 0 : left != 0 || right != 0;
        if (sign == "<=" || sign == ">=")
            return sign == "<=" ? left <= right : left >= right;
        return sign == "<" ? left < right : left > right;
    }
    std::int64_t power(std::int64_t base, std::int64_t exponent)
    {
        if (exponent < 0)
            return fail();
        Unsigned result = 1;
        for (Unsigned factor = static_cast<Unsigned>(base); exponent > 0; exponent >>= 1) {
            if (exponent & 1)
                result *= factor;
            factor *= factor;
        }
        return static_cast<std::int64_t>(result);
    }
    std::int64_t unary()
    {
        bool negative = false;
        bool inverted = false;
        bool isTruth = false;
        bool isFalse = false;
        for (;;) {
            if (take("-"))
                negative = !negative;
            else if (take("~"))
                inverted = !inverted;
            else if (take("!")) {
                isFalse = isTruth ? !isFalse : true;
                isTruth = true;
            } else if (!take("+"))
                break;
        }
        std::int64_t value = operand();
        if (inverted)
            value = ~value;
        if (negative)
            value = static_cast<std::int64_t>(0 - static_cast<Unsigned>(value));
        if (isTruth)
            value = ((value != 0) != isFalse) ? 1 : 0;
        return value;
    }
    std::int64_t operand()
    {
        if (--m_operandsLeft < 0)
            return fail();
        if (take("(")) {
            const std::int64_t value = ternary();
            return take(")") ? value : fail();
        }
        skipBlanks();
        std::size_t end = m_at;
        while (end < m_text.size() && (isNamePart(m_text[end]) || m_text[end] == '#'))
            ++end;
        const std::string_view word = m_text.substr(m_at, end - m_at);
        m_at = end;
        if (word.empty())
            return fail();
        return isNameStart(word.front()) ? variable(word) : number(word);
    }
    std::int64_t number(std::string_view word)
    {
        int base = 10;
        if (word.starts_with("0x") || word.starts_with("0X")) {
            base = 16;
            word.remove_prefix(2);
        } else if (const std::size_t sign = word.find('#'); sign != std::string_view::npos) {
            std::from_chars(word.data(), word.data() + sign, base);
            word.remove_prefix(sign + 1);
        } else if (word.size() > 1 && word.front() == '0') {
            base = 8;
        }
        std::int64_t value = 0;
        if (base < 2 || base > 36)
            return fail();
        const auto [end, error] =
            std::from_chars(word.data(), word.data() + word.size(), value, base);
        return error == std::errc() && end == word.data() + word.size() ? value : fail();
    }
    std::int64_t variable(std::string_view name)
    {
        if (scalarSize(m_state, name) > kLongest)
            return fail();
        const Text text = scalarOf(m_state, name, m_line);
        if (!text.unsetNames().empty() || text.isUnknown()) {
            m_unset.add(text);
            return fail();
        }
        if (text.isEmpty())
            return 0;
        if (m_depth >= kDeepest)
            return fail();
        Calculator inner(text.bytes(), m_state, m_line, m_operandsLeft, m_depth + 1);
        const std::optional<std::int64_t> value = inner.value();
        m_unset.add(inner.unset());
        return value ? *value : fail();
    }

    std::string_view m_text;
    const State &m_state;
    int m_line;
    int &m_operandsLeft;
    int m_depth;
    std::size_t m_at = 0;
    bool m_failed = false;
    Text m_unset;
};

// The marks of a text, without what stands between them.
Text marksOf(const Text &text)
{
    Text marks;
    const int line = text.lineAt(0);
    for (const std::string &name : text.unsetNames())
        marks.add(Text::unset(name, line));
    if (text.isUnknown() || marks.isEmpty())
        marks.add(Text::unknown(line));
    return marks;
}

} // namespace

Text arithmetic(const Text &expression, const State &state)
{
    const int line = expression.lineAt(0);
    if (!expression.unsetNames().empty() || expression.isUnknown())
        return marksOf(expression);
    if (expression.plain().find_first_not_of(" \t\n") == std::string::npos)
        return Text::at("0", line);
    if (expression.size() > kLongest)
        return Text::unknown(line);
    int operandsLeft = kMostOperands;
    Calculator calculator(expression.bytes(), state, line, operandsLeft);
    if (const std::optional<std::int64_t> value = calculator.value())
        return Text::at(std::to_string(*value), line);
    return marksOf(calculator.unset().isEmpty() ? Text::unknown(line) : calculator.unset());
}

} // namespace core::shell
