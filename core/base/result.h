// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace core {

// What a user can cause, as one sentence: what is wrong, why, what to do, the number that matters.
struct Error
{
    std::string message;
};

// Either a value or an Error. Check it with operator bool before value() or error().
template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    const T &value() const &
    {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    T &value() &
    {
        assert(m_state.index() == 0);
        return *std::get_if<0>(&m_state);
    }
    T &&value() &&
    {
        assert(m_state.index() == 0);
        return std::move(*std::get_if<0>(&m_state));
    }
    const Error &error() const
    {
        assert(m_state.index() == 1);
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

// For work that yields nothing but success.
using Status = Result<std::monostate>;

} // namespace core
