// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/yaml/yaml_scalar.h"

#include "core/base/text.h"
#include "core/io/json/json_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace core {
namespace {

constexpr std::string_view kTrue[] = {"true", "yes", "on"};
constexpr std::string_view kFalse[] = {"false", "no", "off"};

// YAML knows three spellings of a word: no, No and NO.
bool isOneOf(std::span<const std::string_view> words, const std::string &word)
{
    if (word.empty())
        return false;
    const std::string lower = lowerCase(word);
    const std::string tail = word.substr(1);
    const bool evenCase = tail == lowerCase(tail) ||
                          std::ranges::none_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    return evenCase && std::ranges::find(words, lower) != words.end();
}

std::optional<std::int64_t> wholeOf(std::string_view digits)
{
    const bool negative = digits.starts_with('-');
    if (negative || digits.starts_with('+'))
        digits.remove_prefix(1);
    int base = 10;
    if (digits.starts_with("0x") || digits.starts_with("0b") || digits.starts_with("0o")) {
        base = digits[1] == 'x' ? 16 : digits[1] == 'b' ? 2 : 8;
        digits.remove_prefix(2);
    }
    if (digits.empty() || digits.front() == '-' || digits.front() == '+')
        return {};
    std::int64_t value = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc() || stop != digits.data() + digits.size())
        return {};
    return negative ? -value : value;
}

std::optional<double> numberOf(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    if (text.find_first_of("0123456789") == std::string_view::npos ||
        text.find_first_not_of("0123456789.eE+-") != std::string_view::npos)
        return {};
    double value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size())
        return {};
    return value;
}

JsonNode textNode(JsonNode::Kind kind, const std::string &text)
{
    JsonNode node;
    node.kind = kind;
    node.text = text;
    return node;
}

} // namespace

JsonNode yamlWord(const std::string &word)
{
    JsonNode node;
    const std::string lower = lowerCase(word);
    if (word.empty() || word == "~" || lower == "null")
        return node;
    if (isOneOf(kTrue, word) || isOneOf(kFalse, word)) {
        node.kind = JsonNode::Kind::Bool;
        node.flag = isOneOf(kTrue, word);
        return node;
    }
    if (lower == ".inf" || lower == "+.inf" || lower == "-.inf" || lower == ".nan")
        return textNode(JsonNode::Kind::NotFinite, word);
    std::string digits = word;
    if (word.front() != '_' && word.back() != '_')
        std::erase(digits, '_');
    if (const std::optional<std::int64_t> whole = wholeOf(digits)) {
        node.kind = JsonNode::Kind::Integer;
        node.integer = *whole;
        node.number = static_cast<double>(*whole);
        return node;
    }
    if (const std::optional<double> number = numberOf(digits)) {
        node.kind = JsonNode::Kind::Number;
        node.number = *number;
        return node;
    }
    return textNode(JsonNode::Kind::String, word);
}

std::string numberWord(double number)
{
    constexpr double most = 9007199254740992; // 2^53
    const bool isWhole = std::floor(number) == number && std::abs(number) <= most;
    return isWhole ? std::to_string(static_cast<std::int64_t>(number)) : plainNumber(number);
}

} // namespace core
