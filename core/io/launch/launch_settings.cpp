// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_settings.h"

#include "core/base/printable.h"
#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/yaml/yaml_scalar.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

constexpr std::size_t kMostNamed = 6; // in one sentence

// The value that a text stands for.
JsonNode meant(const JsonNode &node)
{
    return node.kind == JsonNode::Kind::String ? yamlWord(node.text) : node;
}

bool isNumber(const JsonNode &node)
{
    return node.kind == JsonNode::Kind::Integer || node.kind == JsonNode::Kind::Number;
}

std::string_view headOf(std::string_view path)
{
    return path.substr(0, path.find('.'));
}

std::string_view restOf(std::string_view path)
{
    const std::size_t point = path.find('.');
    return point == std::string_view::npos ? std::string_view() : path.substr(point + 1);
}

JsonNode &setIn(JsonNode &section, std::string_view path, int line)
{
    if (section.kind != JsonNode::Kind::Object) {
        section.kind = JsonNode::Kind::Object;
        section.items.clear();
    }
    JsonNode *member = section.member(headOf(path));
    if (!member) {
        JsonNode made;
        made.key = std::string(headOf(path));
        made.line = line;
        section.items.push_back(std::move(made));
        member = &section.items.back();
    }
    return restOf(path).empty() ? *member : setIn(*member, restOf(path), line);
}

void collectUnread(const JsonNode &section, const std::string &path,
                   const std::set<std::string, std::less<>> &known,
                   std::vector<LaunchSettings::Unread> &unread)
{
    for (const JsonNode &item : section.items) {
        const std::string itemPath = path.empty() ? item.key : path + '.' + item.key;
        if (known.contains(itemPath))
            continue;
        if (item.kind == JsonNode::Kind::Object)
            collectUnread(item, itemPath, known, unread);
        else if (item.kind != JsonNode::Kind::Null)
            unread.push_back({itemPath, item.line});
    }
}

std::string listed(std::vector<std::string> names)
{
    if (names.size() > kMostNamed + 1) {
        const auto more = static_cast<std::int64_t>(names.size() - kMostNamed);
        names.resize(kMostNamed);
        names.push_back(figureOfCount(more) + " more");
    }
    return joinWithAnd(names);
}

} // namespace

LaunchSettings::LaunchSettings(JsonNode root) : m_root(std::move(root)) {}

const JsonNode *LaunchSettings::at(std::string_view path) const
{
    const JsonNode *node = &m_root;
    while (node && !path.empty()) {
        node = node->member(headOf(path));
        path = restOf(path);
    }
    return node && node->kind != JsonNode::Kind::Null ? node : nullptr;
}

const JsonNode *LaunchSettings::find(std::string_view path)
{
    m_known.emplace(path);
    return at(path);
}

int LaunchSettings::lineOf(std::string_view path) const
{
    const JsonNode *node = at(path);
    return node ? node->line : 0;
}

void LaunchSettings::complain(std::string_view path, const std::string &what)
{
    if (!m_complaint)
        m_complaint = LaunchNote{std::max(1, lineOf(path)), std::string(path) + ' ' + what};
}

std::optional<double> LaunchSettings::number(std::string_view path)
{
    const JsonNode *node = find(path);
    if (!node)
        return {};
    const JsonNode value = meant(*node);
    if (isNumber(value))
        return value.number;
    complain(path, "is " + kindText(*node) + ", but must be a " +
                       (value.kind == JsonNode::Kind::NotFinite ? "finite " : "") + "number.");
    return {};
}

std::optional<std::int64_t> LaunchSettings::whole(std::string_view path, std::int64_t least,
                                                  std::int64_t most)
{
    const std::optional<double> value = number(path);
    if (!value)
        return {};
    if (*value != std::floor(*value)) {
        complain(path, "is " + numberWord(*value) + ", but must be a whole number.");
        return {};
    }
    if (*value < static_cast<double>(least) || *value > static_cast<double>(most)) {
        complain(path, "is " + figureOfNumber(*value) + ", but must be from " +
                           figureOfCount(least) + " to " + figureOfCount(most) + '.');
        return {};
    }
    return static_cast<std::int64_t>(*value);
}

std::optional<bool> LaunchSettings::flag(std::string_view path)
{
    const JsonNode *node = find(path);
    if (!node)
        return {};
    const JsonNode value = meant(*node);
    if (value.kind == JsonNode::Kind::Bool)
        return value.flag;
    complain(path, "is " + kindText(*node) + ", but must be true or false.");
    return {};
}

std::optional<std::string> LaunchSettings::word(std::string_view path)
{
    const JsonNode *node = find(path);
    if (!node)
        return {};
    if (node->kind == JsonNode::Kind::String)
        return node->text;
    if (isNumber(*node))
        return numberWord(node->number);
    if (node->kind == JsonNode::Kind::Bool)
        return node->flag ? "true" : "false";
    complain(path, "is " + kindText(*node) + ", but must be a text.");
    return {};
}

std::vector<std::string> LaunchSettings::words(std::string_view path)
{
    const JsonNode *node = find(path);
    std::vector<std::string> all;
    if (!node)
        return all;
    if (node->kind == JsonNode::Kind::Array) {
        for (const JsonNode &item : node->items) {
            if (item.kind != JsonNode::Kind::String)
                complain(path, "has " + kindText(item) + " in its list, but must hold texts.");
            all.push_back(item.text);
        }
        return all;
    }
    std::string text = word(path).value_or(std::string());
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        if (comma > 0)
            all.push_back(text.substr(0, comma));
        text.erase(0, comma + 1);
    }
    return all;
}

void LaunchSettings::set(std::string_view path, JsonNode value)
{
    JsonNode &place = setIn(m_root, path, value.line);
    value.key = place.key;
    place = std::move(value);
}

bool LaunchSettings::rename(std::string_view from, std::string_view to)
{
    const JsonNode *old = find(from);
    if (!old)
        return false;
    if (!at(to))
        set(to, JsonNode(*old));
    return true;
}

std::vector<LaunchSettings::Unread> LaunchSettings::unread() const
{
    std::vector<Unread> unread;
    collectUnread(m_root, {}, m_known, unread);
    return unread;
}

std::optional<LaunchNote> misspeltSetting(const LaunchSettings &settings,
                                          std::string_view framework)
{
    for (const LaunchSettings::Unread &unread : settings.unread()) {
        for (const std::string &known : settings.known()) {
            if (slipBetween(unread.path, known) < kNoSlip && settings.lineOf(known) == 0)
                return LaunchNote{unread.line, std::string(framework) + " has no " +
                                                   printable(unread.path) + ": did you mean " +
                                                   known + '?'};
        }
    }
    return {};
}

void tellUnread(LaunchSheet &sheet, const LaunchSettings &settings, std::string_view framework,
                std::span<const std::string_view> effectless)
{
    std::vector<std::string> harmless;
    std::vector<std::string> unknown;
    int line = 0;
    for (const LaunchSettings::Unread &unread : settings.unread()) {
        const bool isHarmless = std::ranges::any_of(
            effectless, [&](std::string_view begin) { return unread.path.starts_with(begin); });
        (isHarmless ? harmless : unknown).push_back(printable(unread.path));
        if (!isHarmless && line == 0)
            line = unread.line;
    }
    if (!unknown.empty())
        sheet.tell(line, "Not read: " + listed(unknown) + "; whether " +
                             (unknown.size() == 1 ? "it changes" : "they change") +
                             " the step of " + std::string(framework) + " is not known.");
    if (!harmless.empty())
        sheet.tell(0, "Not read, without effect on a step: " + listed(harmless) + '.');
}

} // namespace core
