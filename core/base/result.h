// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace core {

// A user's error in one sentence: what is wrong, why, what to do, the number that matters.
struct Error
{
    std::string message;
    int line = 0;              // of a file, where the message begins with "FILE:LINE: "
    std::size_t placeSize = 0; // of that beginning

    [[nodiscard]] std::string withoutPlace() const { return message.substr(placeSize); }
};

[[nodiscard]] inline Error errorAt(std::string_view file, int line, std::string_view message)
{
    std::string place = std::string(file) + ':' + std::to_string(line) + ": ";
    const std::size_t size = place.size();
    return {.message = std::move(place.append(message)), .line = line, .placeSize = size};
}

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
