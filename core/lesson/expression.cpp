// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lesson/expression.h"

#include <charconv>
#include <string>

namespace core {
namespace {

constexpr int kDeepest = 64; // parentheses

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

bool belongsToName(char letter)
{
    const char lower = static_cast<char>(letter | 0x20);
    return (lower >= 'a' && lower <= 'z') || isDigit(letter) || letter == '_' || letter == '.';
}

// Reads from left to right; each function takes what it understands.
class Reader
{
public:
    Reader(std::string_view text, const ValueOfName &valueOf) : m_text(text), m_valueOf(valueOf) {}

    Result<double> all()
    {
        const double value = sum();
        skipSpaces();
        if (m_error.empty() && !m_rest.empty())
            refuse("\"" + std::string(m_rest) + "\" cannot be understood");
        if (m_error.empty())
            return value;
        return Error{m_error};
    }

private:
    double sum()
    {
        double value = product();
        while (m_error.empty()) {
            if (takes('+'))
                value += product();
            else if (takes('-'))
                value -= product();
            else
                break;
        }
        return value;
    }

    double product()
    {
        double value = factor();
        while (m_error.empty()) {
            if (takes('*')) {
                value *= factor();
            } else if (takes('/')) {
                const double divisor = factor();
                if (m_error.empty() && divisor == 0)
                    refuse("it divides by 0");
                value /= divisor;
            } else {
                break;
            }
        }
        return value;
    }

    double factor()
    {
        if (takes('-'))
            return -factor();
        if (takes('(')) {
            if (++m_depth > kDeepest)
                refuse("it has too many parentheses");
            const double value = m_error.empty() ? sum() : 0;
            --m_depth;
            if (m_error.empty() && !takes(')'))
                refuse("a parenthesis is not closed");
            return value;
        }
        skipSpaces();
        return !m_rest.empty() && isDigit(m_rest.front()) ? number() : name();
    }

    double number()
    {
        double value = 0;
        const auto [rest, failure] =
            std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (failure != std::errc{})
            refuse("a number is too large");
        m_rest.remove_prefix(static_cast<std::size_t>(rest - m_rest.data()));
        return value;
    }

    double name()
    {
        std::size_t size = 0;
        while (size < m_rest.size() && belongsToName(m_rest[size]))
            ++size;
        if (size == 0) {
            refuse(m_rest.empty() ? "something is missing at its end"
                                  : "\"" + std::string(m_rest) + "\" cannot be understood");
            return 0;
        }
        const Result<double> value = m_valueOf(m_rest.substr(0, size));
        m_rest.remove_prefix(size);
        if (value)
            return value.value();
        if (m_error.empty())
            m_error = value.error().message;
        return 0;
    }

    void skipSpaces()
    {
        while (m_rest.starts_with(' '))
            m_rest.remove_prefix(1);
    }

    bool takes(char letter)
    {
        skipSpaces();
        if (!m_rest.starts_with(letter))
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    void refuse(const std::string &why)
    {
        if (m_error.empty())
            m_error = "\"" + std::string(m_text) + "\" is not an expression: " + why + '.';
    }

    std::string_view m_text;
    std::string_view m_rest = m_text;
    const ValueOfName &m_valueOf;
    std::string m_error;
    int m_depth = 0;
};

} // namespace

Result<double> valueOfExpression(std::string_view text, const ValueOfName &valueOf)
{
    return Reader(text, valueOf).all();
}

} // namespace core
