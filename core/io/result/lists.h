// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace core {

// A row of a preset table: a line for people, and its fields for programs.
struct ListedItem
{
    using Value = std::variant<std::string, double, bool, std::nullptr_t>; // null: unknown

    std::string id;
    std::string text;
    std::vector<std::pair<std::string, Value>> fields;
};

struct Listing
{
    std::string_view name; // "models"
    std::vector<ListedItem> (*items)();
};

// Everything that can be listed: models, devices, links, schedules, scenarios.
[[nodiscard]] std::span<const Listing> listings();

[[nodiscard]] std::string listToJson(const std::vector<ListedItem> &items);

} // namespace core
