// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/scenario/settings.h"

#include "core/io/file/utf8.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace core {
namespace {

constexpr std::size_t kDeepestPath = 16;

std::vector<std::string> splitAtPoints(std::string_view path)
{
    std::vector<std::string> parts;
    while (true) {
        const std::size_t point = path.find('.');
        parts.push_back(std::string(path.substr(0, point)));
        if (point == std::string_view::npos)
            return parts;
        path.remove_prefix(point + 1);
    }
}

void setLine(JsonNode &node, int line)
{
    node.line = line;
    for (JsonNode &item : node.items)
        setLine(item, line);
}

Result<JsonNode> valueOf(std::string_view text, const std::string &name)
{
    // A word that no JSON value begins with stands for itself: parallel.schedule=gpipe.
    const bool looksLikeJson =
        !text.empty() &&
        (std::string_view("{[\"-0123456789").find(text.front()) != std::string_view::npos ||
         text == "true" || text == "false" || text == "null");
    if (!looksLikeJson) {
        JsonNode word;
        word.kind = JsonNode::Kind::String;
        word.text = text;
        return word;
    }
    Result<JsonNode> value = parseJsonTree(text, name);
    if (value)
        return value;
    // 1f1b and 2022-like ids begin with a digit.
    const bool idLike = std::string_view("{[\"-").find(text.front()) == std::string_view::npos &&
                        text.find_first_not_of("0123456789.eE+-") != std::string_view::npos;
    if (!idLike)
        return Error{name +
                     value.error().message.substr(value.error().message.find(": ", name.size()))};
    JsonNode word;
    word.kind = JsonNode::Kind::String;
    word.text = text;
    return word;
}

bool isIndex(std::string_view key)
{
    return !key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos;
}

// The element that a list index names.
JsonNode *elementOf(JsonNode &list, const std::string &index)
{
    std::size_t position = 0;
    const auto [end, error] = std::from_chars(index.data(), index.data() + index.size(), position);
    const bool whole = error == std::errc() && end == index.data() + index.size();
    return whole && position < list.items.size() ? &list.items[position] : nullptr;
}

// The member that key names, made if it is missing.
JsonNode *memberOf(JsonNode &parent, const std::string &key)
{
    if (JsonNode *member = parent.member(key))
        return member;
    JsonNode member;
    member.key = key;
    parent.items.push_back(std::move(member));
    return &parent.items.back();
}

// One step down; an id on the way becomes the base of an object, so that single numbers of a
// preset can be changed.
JsonNode *stepInto(JsonNode &node, const std::string &key, int line)
{
    if (node.kind == JsonNode::Kind::Array)
        return elementOf(node, key);
    if (node.kind == JsonNode::Kind::String) {
        JsonNode base = node;
        base.key = "base";
        node.text.clear();
        node.items = {std::move(base)};
        node.kind = JsonNode::Kind::Object;
    } else if (node.kind == JsonNode::Kind::Null && !isIndex(key)) {
        node.kind = JsonNode::Kind::Object;
        node.line = line;
    }
    return node.kind == JsonNode::Kind::Object ? memberOf(node, key) : nullptr;
}

Status applySetting(JsonNode &root, const std::string &setting, int line)
{
    const std::string name = "--set " + setting;
    if (firstLineNotUtf8(setting))
        return Error{"--set: The text is not UTF-8: give it in UTF-8."};
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
        return Error{name + ": This is not PATH=VALUE, for example parallel.pipeline=8."};
    const std::vector<std::string> path = splitAtPoints(setting.substr(0, equals));
    if (path.size() > kDeepestPath || std::ranges::find(path, "") != path.end())
        return Error{
            name +
            ": The path before the = must be names joined by dots, for example parallel.pipeline."};
    Result<JsonNode> value = valueOf(std::string_view(setting).substr(equals + 1), name);
    if (!value)
        return value.error();
    JsonNode *target = &root;
    for (const std::string &key : path) {
        target = stepInto(*target, key, line);
        if (!target)
            return Error{name + ": There is no \"" + key + "\" to set on this path" +
                         (isIndex(key) ? "; give the whole list, such as "
                                         "faults=[{\"device\": 2, \"speed\": 0.7}]."
                                       : ".")};
    }
    std::string key = std::move(target->key);
    *target = std::move(value).value();
    target->key = std::move(key);
    setLine(*target, line);
    return std::monostate{};
}

} // namespace

Status applySettings(JsonNode &root, const std::vector<std::string> &settings)
{
    int line = -1;
    for (const std::string &setting : settings) {
        if (Status done = applySetting(root, setting, line--); !done)
            return done;
    }
    return std::monostate{};
}

} // namespace core
