// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json/json_value.h"

#include "core/base/printable.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace core {
namespace {

using Library = nlohmann::ordered_json;

Library converted(const JsonValue &value)
{
    const auto convert = [](const auto &held) -> Library {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, JsonValue::Items>) {
            Library list = Library::array();
            for (const JsonValue &item : held)
                list.push_back(converted(item));
            return list;
        } else if constexpr (std::is_same_v<Held, JsonValue::Members>) {
            Library object = Library::object();
            for (const auto &[key, member] : held)
                object[key] = converted(member);
            return object;
        } else {
            return held;
        }
    };
    return std::visit(convert, value.value());
}

} // namespace

JsonValue::JsonValue(double value) : m_value(value)
{
    if (std::abs(value) < 9e15 && std::floor(value) == value)
        m_value = static_cast<std::int64_t>(value);
}

JsonValue &JsonValue::operator[](std::string_view key)
{
    auto &members = std::get<Members>(m_value);
    const auto found = std::ranges::find(members, key, &Member::first);
    if (found != members.end())
        return found->second;
    members.push_back({std::string(key), JsonValue{}});
    return members.back().second;
}

void JsonValue::erase(std::string_view key)
{
    std::erase_if(std::get<Members>(m_value),
                  [key](const Member &member) { return member.first == key; });
}

void JsonValue::push_back(JsonValue item)
{
    std::get<Items>(m_value).push_back(std::move(item));
}

bool JsonValue::empty() const
{
    if (const auto *items = std::get_if<Items>(&m_value))
        return items->empty();
    const auto *members = std::get_if<Members>(&m_value);
    return members && members->empty();
}

JsonValue jsonSeconds(Nanos time)
{
    return seconds(time);
}

// The library leaves control characters above 127 as they are, which a terminal may obey.
std::string jsonText(const JsonValue &value)
{
    return printable(converted(value).dump(2, ' ', false, Library::error_handler_t::replace),
                     LineBreaks::Kept) +
           '\n';
}

std::string jsonLine(const JsonValue &value)
{
    return printable(converted(value).dump(-1, ' ', false, Library::error_handler_t::replace)) +
           '\n';
}

} // namespace core
