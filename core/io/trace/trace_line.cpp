// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/trace/trace_line.h"

#include "core/base/text.h"

namespace core {
namespace {

std::string outside(NumberBounds bounds)
{
    return "must be a whole number from " + std::to_string(bounds.least) + " to " +
           std::to_string(bounds.most);
}

bool isWithin(const JsonNode &node, NumberBounds bounds)
{
    return node.kind == JsonNode::Kind::Integer && node.integer >= bounds.least &&
           node.integer <= bounds.most;
}

} // namespace

std::int64_t TraceLine::number(std::string_view key, NumberBounds bounds,
                               std::optional<std::int64_t> usual)
{
    const JsonNode *node = m_reader.find(key);
    if (!node) {
        if (!usual)
            complain(key, "is missing; it " + outside(bounds));
        return usual.value_or(bounds.least);
    }
    if (isWithin(*node, bounds))
        return node->integer;
    m_reader.complain(*node, key, outside(bounds));
    return bounds.least;
}

void TraceLine::numbersOf(const JsonNode &list, std::string_view key, NumberBounds bounds,
                          std::vector<std::int64_t> &numbers)
{
    if (list.kind != JsonNode::Kind::Array) {
        m_reader.complain(list, key, "must be a list of whole numbers");
        return;
    }
    numbers.reserve(list.items.size());
    for (const JsonNode &item : list.items) {
        if (!isWithin(item, bounds)) {
            m_reader.complain(item, key,
                              "entry " + std::to_string(numbers.size()) + ' ' + outside(bounds));
            return;
        }
        numbers.push_back(item.integer);
    }
}

void TraceLine::checkSize(std::string_view key, std::size_t size, std::size_t expected)
{
    if (size != expected && !failed())
        complain(key, "has " + figureOfCount(static_cast<std::int64_t>(size)) +
                          " entries, but the columns beside it have " +
                          figureOfCount(static_cast<std::int64_t>(expected)));
}

std::vector<std::int64_t> TraceLine::column(std::string_view key, NumberBounds bounds)
{
    std::vector<std::int64_t> numbers;
    if (const JsonNode *list = m_reader.require(key, "a list of whole numbers"))
        numbersOf(*list, key, bounds, numbers);
    return numbers;
}

std::vector<std::int64_t> TraceLine::column(std::string_view key, NumberBounds bounds,
                                            std::size_t size, std::int64_t usual)
{
    std::vector<std::int64_t> numbers;
    const JsonNode *list = m_reader.find(key);
    if (list) {
        numbersOf(*list, key, bounds, numbers);
        checkSize(key, numbers.size(), size);
    }
    numbers.resize(size, usual);
    return numbers;
}

std::string TraceLine::letters(std::string_view key, std::string_view allowed)
{
    std::string text;
    const JsonNode *node = m_reader.require(key, "a text with a letter for each entry");
    if (!node)
        return text;
    if (node->kind != JsonNode::Kind::String)
        m_reader.complain(*node, key, "must be a text with a letter for each entry");
    else if (const std::size_t at = node->text.find_first_not_of(allowed); at != std::string::npos)
        m_reader.complain(
            *node, key, "letter " + std::to_string(at) + " must be one of " + std::string(allowed));
    else
        text = node->text;
    return text;
}

std::string TraceLine::letters(std::string_view key, std::string_view allowed, std::size_t size)
{
    std::string text = letters(key, allowed);
    checkSize(key, text.size(), size);
    text.resize(size, allowed.front());
    return text;
}

} // namespace core
