// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace core {

// A JSON value to be written; members keep the order in which they were added.
class JsonValue
{
public:
    using Member = std::pair<std::string, JsonValue>;
    using Members = std::vector<Member>;
    using Items = std::vector<JsonValue>;

    JsonValue() : m_value(Members{}) {}
    JsonValue(std::nullptr_t) : m_value(nullptr) {}
    JsonValue(std::integral auto value) : m_value(static_cast<std::int64_t>(value))
    {
        if constexpr (std::same_as<decltype(value), bool>)
            m_value = value;
        else if (!std::in_range<std::int64_t>(value))
            m_value = static_cast<std::uint64_t>(value);
    }
    // A whole number is written without a fraction: 300, not 300.0.
    JsonValue(double value);
    JsonValue(std::string value) : m_value(std::move(value)) {}
    JsonValue(std::string_view value) : m_value(std::string(value)) {}
    JsonValue(const char *value) : m_value(std::string(value)) {}
    JsonValue(Items items) : m_value(std::move(items)) {}
    JsonValue(std::initializer_list<Member> members) : m_value(Members(members)) {}
    template <class T>
    JsonValue(const std::vector<T> &values) : m_value(Items(values.begin(), values.end()))
    {}

    // Of an object: the member, added if it is missing.
    JsonValue &operator[](std::string_view key);
    void erase(std::string_view key);
    // Of a list.
    void push_back(JsonValue item);
    [[nodiscard]] bool empty() const;

    bool operator==(const JsonValue &) const = default;

    [[nodiscard]] const auto &value() const { return m_value; }

private:
    // Unsigned: what is above the range of the signed ones.
    std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, double, std::string, Items,
                 Members>
        m_value;
};

[[nodiscard]] JsonValue jsonSeconds(Nanos time);

// Indented, with a line break at the end; and all on one line.
[[nodiscard]] std::string jsonText(const JsonValue &value);
[[nodiscard]] std::string jsonLine(const JsonValue &value);

} // namespace core
