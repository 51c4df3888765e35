// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json/json_reader.h"

#include "core/base/printable.h"
#include "core/base/text.h"

#include <algorithm>
#include <charconv>

namespace core {
namespace {

constexpr std::int64_t kLongestText = 1000; // bytes of a title or a name
constexpr std::size_t kLongestEcho = 60;    // bytes of the user's text repeated in a message
constexpr std::size_t kMostKeysTold = 20;   // more are no sentence that anybody reads

std::string shortened(const std::string &text)
{
    if (text.size() <= kLongestEcho)
        return printable(text);
    std::size_t end = kLongestEcho;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end; // not within a code point
    return printable(text.substr(0, end)) + "…";
}

// A whole number that no signed integer holds keeps its digits.
bool readsAs(std::string_view digits, std::uint64_t &target)
{
    std::uint64_t value = 0;
    const char *const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (digits.empty() || error != std::errc() || stop != end)
        return false;
    target = value;
    return true;
}

} // namespace

std::string kindText(const JsonNode &node)
{
    switch (node.kind) {
    case JsonNode::Kind::Null:
        return "null";
    case JsonNode::Kind::Bool:
        return node.flag ? "true" : "false";
    case JsonNode::Kind::Integer: // not 1e+05
        return "the number " + std::to_string(node.integer);
    case JsonNode::Kind::Number:
        return "the number " +
               (node.text.empty() ? plainNumber(node.number) : shortened(node.text));
    case JsonNode::Kind::NotFinite:
        return node.text;
    case JsonNode::Kind::String:
        return "the string \"" + shortened(node.text) + '"';
    case JsonNode::Kind::Array:
        return "a list";
    case JsonNode::Kind::Object:
        return "an object";
    }
    return {};
}

void JsonComplaints::add(const JsonNode &at, const std::string &message)
{
    if (any())
        return;
    if (at.line < 0)
        m_first = "--set " + shortened(m_settings[static_cast<std::size_t>(-1 - at.line)]);
    else
        m_first = m_name + ':' + std::to_string(std::max(at.line, 1));
    m_line = std::max(0, at.line);
    m_key = at.key;
    m_first += ": " + message;
}

void JsonComplaints::tell(const std::string &where, const std::string &sentence)
{
    const std::string place = where.empty() || where == m_alone ? std::string() : where + ": ";
    m_notes.push_back(m_name + ": " + place + sentence);
}

void JsonComplaints::addAsItIs(const std::string &sentence)
{
    if (!any())
        m_first = sentence;
}

ObjectReader::ObjectReader(JsonComplaints &complaints, const JsonNode &node, std::string where)
    : m_complaints(complaints), m_node(node), m_where(std::move(where))
{
    if (node.kind != JsonNode::Kind::Object)
        complaints.add(node, (m_where.empty() ? "The scenario" : m_where) + " is " +
                                 kindText(node) + ", but must be an object { … }.");
}

std::string ObjectReader::pathOf(std::string_view key) const
{
    if (key.empty())
        return m_where;
    return m_where.empty() ? std::string(key) : m_where + '.' + std::string(key);
}

void ObjectReader::complain(const JsonNode &at, std::string_view key, const std::string &message)
{
    m_complaints.add(at, pathOf(key) + ' ' + message);
}

const JsonNode *ObjectReader::find(std::string_view key)
{
    if (std::ranges::find(m_known, key) == m_known.end())
        m_known.push_back(key);
    return m_node.member(key);
}

const JsonNode *ObjectReader::require(std::string_view key, const std::string &why)
{
    const JsonNode *at = find(key);
    if (!at)
        complain(m_node, key, "is missing: " + why);
    return at;
}

bool ObjectReader::takeLines(std::string_view key, std::string &target)
{
    const JsonNode *at = find(key);
    if (!at)
        return false;
    if (at->kind != JsonNode::Kind::String) {
        complain(*at, key, "is " + kindText(*at) + ", but must be a string in quotation marks.");
        return false;
    }
    target = at->text;
    return true;
}

bool ObjectReader::take(std::string_view key, std::string &target)
{
    std::string text;
    if (!takeLines(key, text))
        return false;
    const JsonNode &at = *m_node.member(key);
    if (static_cast<std::int64_t>(text.size()) > kLongestText) {
        complain(at, key,
                 "is a string of " + figureOfCount(static_cast<std::int64_t>(text.size())) +
                     " bytes, but must be " + figureOfCount(kLongestText) + " or less.");
        return false;
    }
    if (hasUnprintable(text)) {
        complain(
            at, key,
            "is " + kindText(at) +
                ", which has a control character, but must be one line of printable characters.");
        return false;
    }
    target = std::move(text);
    return true;
}

bool ObjectReader::take(std::string_view key, bool &target)
{
    const JsonNode *at = find(key);
    if (!at)
        return false;
    if (at->kind != JsonNode::Kind::Bool) {
        complain(*at, key, "is " + kindText(*at) + ", but must be true or false.");
        return false;
    }
    target = at->flag;
    return true;
}

bool ObjectReader::take(std::string_view key, double &target)
{
    const JsonNode *at = find(key);
    if (!at)
        return false;
    if (at->kind != JsonNode::Kind::Integer && at->kind != JsonNode::Kind::Number) {
        complain(*at, key,
                 "is " + kindText(*at) + ", but must be a " +
                     (at->kind == JsonNode::Kind::NotFinite ? "finite " : "") + "number.");
        return false;
    }
    target = at->number;
    return true;
}

bool ObjectReader::wholeNumber(const JsonNode &at, std::string_view key, std::int64_t &target)
{
    if (at.kind == JsonNode::Kind::Integer) {
        target = at.integer;
        return true;
    }
    // 1e3 is a whole number too; above 2^53 a double no longer says which.
    if (at.kind == JsonNode::Kind::Number && std::abs(at.number) < 9e15 &&
        std::floor(at.number) == at.number) {
        target = static_cast<std::int64_t>(at.number);
        return true;
    }
    const bool huge = at.kind == JsonNode::Kind::Number && std::abs(at.number) >= 9e15;
    complain(at, key,
             "is " + kindText(at) +
                 (huge ? ", which is far too large." : ", but must be a whole number."));
    return false;
}

bool ObjectReader::take(std::string_view key, std::int64_t &target)
{
    const JsonNode *at = find(key);
    return at && wholeNumber(*at, key, target);
}

bool ObjectReader::take(std::string_view key, std::uint64_t &target)
{
    const JsonNode *at = find(key);
    if (!at)
        return false;
    if (at->kind == JsonNode::Kind::Number && readsAs(at->text, target))
        return true;
    constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
    if (at->kind == JsonNode::Kind::Number && at->number >= static_cast<double>(kMost)) {
        complain(*at, key,
                 "is " + kindText(*at) + ", but must be " + std::to_string(kMost) + " or less.");
        return false;
    }
    std::int64_t value = 0;
    if (!wholeNumber(*at, key, value))
        return false;
    if (value < 0) {
        complain(*at, key, "is " + std::to_string(value) + ", but must be 0 or more.");
        return false;
    }
    target = static_cast<std::uint64_t>(value);
    return true;
}

bool ObjectReader::take(std::string_view key, int &target)
{
    const JsonNode *at = find(key);
    std::int64_t value = 0;
    if (!at || !wholeNumber(*at, key, value))
        return false;
    if (value < std::numeric_limits<int>::min() || value > std::numeric_limits<int>::max()) {
        complain(*at, key, "is " + kindText(*at) + ", which is far too large.");
        return false;
    }
    target = static_cast<int>(value);
    return true;
}

bool ObjectReader::take(std::string_view key, std::vector<int> &target)
{
    const JsonNode *at = find(key);
    if (!at)
        return false;
    if (at->kind != JsonNode::Kind::Array) {
        complain(*at, key, "is " + kindText(*at) + ", but must be a list of whole numbers.");
        return false;
    }
    std::vector<int> values;
    for (const JsonNode &item : at->items) {
        const bool isNumber =
            item.kind == JsonNode::Kind::Integer || item.kind == JsonNode::Kind::Number;
        const bool fits = isNumber && std::abs(item.number) < 1e9 &&
                          std::floor(item.number) == item.number; // 1e3 as well
        if (!fits) {
            complain(item, key,
                     "has " + kindText(item) +
                         " in its list, but must hold whole numbers below 10^9.");
            return false;
        }
        values.push_back(static_cast<int>(item.number));
    }
    target = std::move(values);
    return true;
}

bool ObjectReader::take(std::string_view key, std::vector<double> &target)
{
    const JsonNode *at = find(key);
    if (!at)
        return false;
    if (at->kind != JsonNode::Kind::Array) {
        complain(*at, key, "is " + kindText(*at) + ", but must be a list of numbers.");
        return false;
    }
    std::vector<double> values;
    for (const JsonNode &item : at->items) {
        if (item.kind != JsonNode::Kind::Integer && item.kind != JsonNode::Kind::Number) {
            complain(item, key, "has " + kindText(item) + " in its list, but must hold numbers.");
            return false;
        }
        values.push_back(item.number);
    }
    target = std::move(values);
    return true;
}

bool ObjectReader::takeScaled(std::string_view key, double scale, double &target)
{
    double value = 0;
    if (!take(key, value))
        return false;
    if (!(std::abs(value) < 1e18)) {
        complain(*m_node.member(key), key,
                 "is the number " + plainNumber(value) + ", which is far too large.");
        return false;
    }
    target = std::round(value * scale);
    return true;
}

bool ObjectReader::takeScaled(std::string_view key, double scale, std::int64_t &target)
{
    double value = 0;
    if (!takeScaled(key, scale, value))
        return false;
    if (!(std::abs(value) < 9e18)) {
        complain(*m_node.member(key), key, "is far too large.");
        return false;
    }
    target = static_cast<std::int64_t>(value);
    return true;
}

void ObjectReader::complainAboutChoice(const JsonNode &at, std::string_view key,
                                       const std::vector<std::string_view> &ids)
{
    std::vector<std::string> names;
    for (const std::string_view id : ids)
        names.push_back('"' + std::string(id) + '"');
    const std::string_view like =
        at.kind == JsonNode::Kind::String ? nearest(at.text, ids) : std::string_view();
    complain(at, key,
             "is " + kindText(at) + ", but must be one of " + joinWithAnd(names) + '.' +
                 (like.empty() ? "" : " Did you mean \"" + std::string(like) + "\"?"));
}

namespace {

std::string knownKeysText(std::span<const std::string_view> keys)
{
    const std::size_t told = std::min(keys.size(), kMostKeysTold);
    std::vector<std::string> names(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(told));
    if (told < keys.size())
        names.push_back(std::to_string(keys.size() - told) + " more");
    return "Known keys are " + joinWithAnd(names) + '.';
}

} // namespace

void ObjectReader::finish()
{
    if (m_node.kind != JsonNode::Kind::Object)
        return;
    for (const JsonNode &item : m_node.items) {
        if (std::ranges::find(m_known, item.key) != m_known.end())
            continue;
        const std::string_view like = nearest(item.key, m_known);
        const std::string wayOut =
            like.empty() ? knownKeysText(m_known) : "Did you mean \"" + std::string(like) + "\"?";
        m_complaints.add(item, "The key \"" + shortened(item.key) + "\" is not known" +
                                   (m_where.empty() ? "" : " in " + m_where) + ". " + wayOut);
        return;
    }
}

} // namespace core
