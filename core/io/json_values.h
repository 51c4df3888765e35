// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/scenario_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace core {

// Included by .cpp files of core/io alone. Members keep the order in which they were added.
using Json = nlohmann::ordered_json;

// Whole numbers without a fraction: 300, not 300.0.
[[nodiscard]] inline Json jsonNumber(double value)
{
    if (std::abs(value) < 9e15 && std::floor(value) == value)
        return static_cast<std::int64_t>(value);
    return value;
}

[[nodiscard]] inline Json jsonSeconds(Nanos time)
{
    return jsonNumber(seconds(time));
}

[[nodiscard]] inline std::string jsonText(const Json &json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

[[nodiscard]] Json jsonOf(const Scenario &scenario, Detail detail);

} // namespace core
