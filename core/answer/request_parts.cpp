// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/request_parts.h"

#include <algorithm>
#include <string>
#include <utility>

namespace core {

Error withoutLine(Error error)
{
    const std::string place = std::string(kRequestName) + ":1: ";
    if (error.message.starts_with(place))
        error.message.erase(0, place.size());
    return error;
}

Result<JsonNode> requestFrom(std::string_view text)
{
    Result<JsonNode> tree = parseJsonTree(text, kRequestName);
    return tree ? std::move(tree) : withoutLine(tree.error());
}

Result<JsonNode> takePart(JsonNode &request, std::string_view key)
{
    const auto part = std::ranges::find(request.items, key, &JsonNode::key);
    if (part == request.items.end())
        return Error{"The request has no \"" + std::string(key) + "\"."};
    JsonNode taken = std::move(*part);
    request.items.erase(part);
    return taken;
}

} // namespace core
