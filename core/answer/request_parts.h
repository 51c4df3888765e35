// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/json/json_reader.h"

#include <optional>
#include <string_view>

namespace core {

// Requests that no file holds, as errors call them.
constexpr std::string_view kRequestName = "request";

// There is one line, and who asks did not write it.
[[nodiscard]] Error withoutLine(Error error);

// The request of a text.
[[nodiscard]] Result<JsonNode> requestFrom(std::string_view text);

// Takes a member out of a request, so that the rest is one of a scenario.
[[nodiscard]] Result<JsonNode> takePart(JsonNode &request, std::string_view key);

template <class Number>
void takeInto(ObjectReader &reader, std::string_view key, std::optional<Number> &target)
{
    Number value = {};
    if (reader.take(key, value))
        target = value;
}

} // namespace core
