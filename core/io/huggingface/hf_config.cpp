// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/huggingface/hf_config.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"

#include <algorithm>

namespace core {

HfConfig::Value HfConfig::find(const Names &names)
{
    for (const std::string_view name : names) {
        const JsonNode *node = m_reader.find(name);
        if (node && node->kind != JsonNode::Kind::Null)
            return {name, node};
    }
    return {names.front(), nullptr};
}

std::int64_t HfConfig::whole(const Value &value, std::int64_t least, std::int64_t most)
{
    std::int64_t number = least;
    if (m_reader.take(value.name, number) && (number < least || number > most)) {
        m_reader.complain(*value.node, value.name,
                          "is " + figureOfCount(number) + ", but must be from " +
                              figureOfCount(least) + " to " + figureOfCount(most) + '.');
        return least;
    }
    return number;
}

std::int64_t HfConfig::size(const Names &names, std::int64_t most)
{
    const Value value = find(names);
    if (value.node)
        return whole(value, 1, most);
    m_reader.complain(m_reader.node(), value.name,
                      "is missing: the configuration of a " + m_family + " model needs it.");
    return 1;
}

std::int64_t HfConfig::sideOfSquare(const Names &names, std::int64_t most)
{
    const Value value = find(names);
    if (!value.node || value.node->kind != JsonNode::Kind::Array)
        return size(names, most);
    const std::vector<JsonNode> &sides = value.node->items;
    const auto isSide = [most](const JsonNode &side) {
        return side.kind == JsonNode::Kind::Integer && side.integer >= 1 && side.integer <= most;
    };
    if (sides.size() == 2 && isSide(sides[0]) && isSide(sides[1]) &&
        sides[0].integer == sides[1].integer)
        return sides[0].integer;
    m_reader.complain(*value.node, value.name,
                      "is a list, but must be one side length from 1 to " + figureOfCount(most) +
                          ", or two equal ones: only square images are simulated.");
    return 1;
}

std::int64_t HfConfig::ofEach(const Value &value, std::int64_t least, std::int64_t most)
{
    if (value.node->kind != JsonNode::Kind::Array)
        return whole(value, least, most);
    const std::vector<JsonNode> &each = value.node->items;
    const auto isLikeFirst = [&](const JsonNode &item) {
        return item.kind == JsonNode::Kind::Integer && item.integer >= least &&
               item.integer <= most && item.integer == each.front().integer;
    };
    if (!each.empty() && std::ranges::all_of(each, isLikeFirst))
        return each.front().integer;
    m_reader.complain(*value.node, value.name,
                      "is a list, but must be a number from " + figureOfCount(least) + " to " +
                          figureOfCount(most) +
                          ", or the same one for each layer: layers that differ in it are not "
                          "simulated.");
    return least;
}

std::int64_t HfConfig::sizeOfEach(const Names &names, std::int64_t most)
{
    const Value value = find(names);
    return value.node ? ofEach(value, 1, most) : size(names, most);
}

std::int64_t HfConfig::sizeOfEachOr(const Names &names, std::int64_t most, std::int64_t fallback)
{
    const Value value = find(names);
    return value.node ? ofEach(value, 1, most) : fallback;
}

std::int64_t HfConfig::countOfEachOr(const Names &names, std::int64_t most, std::int64_t fallback)
{
    const Value value = find(names);
    return value.node ? ofEach(value, 0, most) : fallback;
}

std::int64_t HfConfig::sizeOr(const Names &names, std::int64_t most, std::int64_t fallback)
{
    const Value value = find(names);
    return value.node ? whole(value, 1, most) : fallback;
}

std::int64_t HfConfig::countOr(std::string_view name, std::int64_t most, std::int64_t fallback)
{
    const Value value = find({name});
    return value.node ? whole(value, 0, most) : fallback;
}

std::int64_t HfConfig::count(std::string_view name, std::int64_t most)
{
    return m_reader.find(name) ? countOr(name, most, 0) : size({name}, most);
}

bool HfConfig::flagOr(std::string_view name, bool fallback)
{
    bool flag = fallback;
    if (find({name}).node)
        m_reader.take(name, flag);
    return flag;
}

bool HfConfig::says(std::string_view name, std::string_view text)
{
    const Value value = find({name});
    return value.node && value.node->kind == JsonNode::Kind::String && value.node->text == text;
}

bool HfConfig::saysNumber(std::string_view name, std::int64_t number)
{
    const Value value = find({name});
    return value.node && value.node->kind == JsonNode::Kind::Integer &&
           value.node->integer == number;
}

bool HfConfig::saysFlag(std::string_view name, bool flag)
{
    const Value value = find({name});
    return value.node && value.node->kind == JsonNode::Kind::Bool && value.node->flag == flag;
}

std::int64_t HfConfig::wholeOr(std::string_view name, std::int64_t fallback)
{
    const Value value = find({name});
    return value.node && value.node->kind == JsonNode::Kind::Integer ? value.node->integer
                                                                     : fallback;
}

std::string HfConfig::textIn(std::string_view object, std::string_view key)
{
    const Value value = find({object});
    const JsonNode *text = value.node ? value.node->member(key) : nullptr;
    return text && text->kind == JsonNode::Kind::String ? printable(text->text) : std::string();
}

std::int64_t HfConfig::entriesOf(std::string_view name, std::string_view text)
{
    const Value value = find({name});
    return value.node ? std::ranges::count(value.node->items, text, &JsonNode::text) : 0;
}

std::int64_t HfConfig::entries(std::string_view name)
{
    const Value value = find({name});
    return value.node ? static_cast<std::int64_t>(value.node->items.size()) : 0;
}

void HfConfig::complainAboutValue(const Value &value, const std::string &only)
{
    m_reader.complain(*value.node, value.name,
                      "is " + kindText(*value.node) + ", but of " + m_family + " models only " +
                          only + " is simulated.");
}

void HfConfig::requireNumber(std::string_view name, std::int64_t value)
{
    const Value given = find({name});
    if (given.node &&
        !(given.node->kind == JsonNode::Kind::Integer && given.node->integer == value))
        complainAboutValue(given, std::to_string(value));
}

void HfConfig::requireFlag(std::string_view name, bool value)
{
    const Value given = find({name});
    if (given.node && !(given.node->kind == JsonNode::Kind::Bool && given.node->flag == value))
        complainAboutValue(given, value ? "true" : "false");
}

void HfConfig::requireText(std::string_view name, std::string_view value)
{
    const Value given = find({name});
    if (given.node && !(given.node->kind == JsonNode::Kind::String && given.node->text == value))
        complainAboutValue(given, '"' + std::string(value) + '"');
}

void HfConfig::requireEmpty(std::string_view name)
{
    const Value given = find({name});
    if (given.node && !given.node->items.empty())
        complainAboutValue(given, "an empty list");
}

void HfConfig::requireEach(std::string_view name, std::int64_t value)
{
    const Value given = find({name});
    const auto is = [value](const JsonNode &item) {
        return item.kind == JsonNode::Kind::Integer && item.integer == value;
    };
    if (given.node && !std::ranges::all_of(given.node->items, is))
        m_reader.complain(*given.node, name,
                          "has another entry than " + std::to_string(value) + ", but of " +
                              m_family + " models only layers of this kind are simulated.");
}

void HfConfig::requireDivisible(const Names &wholeNames, std::int64_t whole, const Names &partNames,
                                std::int64_t part, const std::string &reason)
{
    if (whole % part == 0)
        return;
    const Value at = find(partNames);
    std::string sentence = "is " + figureOfCount(part) + ", which does not divide " +
                           std::string(find(wholeNames).name) + ", " + figureOfCount(whole) + ": ";
    if (!reason.empty())
        sentence += reason + "; ";
    m_reader.complain(at.node ? *at.node : m_reader.node(), at.name,
                      sentence + "the nearest that does is " +
                          figureOfCount(nearestDivisor(whole, part)) + '.');
}

} // namespace core
