// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json/json_echo.h"

#include <nlohmann/json.hpp>

#include <string_view>

namespace core {
namespace {

std::string quoted(const std::string &text)
{
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Items of a list, or members of an object.
std::string itemsText(const JsonNode &node, std::string_view brackets)
{
    std::string text(1, brackets.front());
    for (const JsonNode &item : node.items) {
        if (text.size() > 1)
            text += ',';
        if (node.kind == JsonNode::Kind::Object)
            text += quoted(item.key) + ':';
        text += nodeToJson(item);
    }
    return text + brackets.back();
}

} // namespace

std::string nodeToJson(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Null:
        return "null";
    case JsonNode::Kind::Bool:
        return node.flag ? "true" : "false";
    case JsonNode::Kind::Integer:
        return std::to_string(node.integer);
    case JsonNode::Kind::Number:
        return node.text.empty() ? nlohmann::json(node.number).dump() : node.text;
    case JsonNode::Kind::NotFinite:
    case JsonNode::Kind::String:
        return quoted(node.text);
    case JsonNode::Kind::Array:
        return itemsText(node, "[]");
    case JsonNode::Kind::Object:
        return itemsText(node, "{}");
    }
    return {};
}

} // namespace core
