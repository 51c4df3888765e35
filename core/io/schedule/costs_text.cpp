// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/schedule/costs_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

namespace core {
namespace {

std::string_view takePart(std::string_view &text, char separator)
{
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    return part;
}

std::optional<double> numberFrom(std::string_view text)
{
    double value = 0;
    const char *const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end || !(value >= 0) || !std::isfinite(value))
        return {};
    return value;
}

// "1:2:1"
std::optional<std::vector<double>> listFrom(std::string_view text)
{
    if (text.empty() || text.back() == ':')
        return {};
    std::vector<double> list;
    while (!text.empty()) {
        const std::optional<double> value = numberFrom(takePart(text, ':'));
        if (!value)
            return {};
        list.push_back(*value);
    }
    return list;
}

Error costsError(std::string_view part)
{
    return Error{"--costs: \"" + std::string(part) +
                 "\" is not one of F=, I=, W= and B= with a number of at least 0, or with one for "
                 "each stage, for example F=1,I=1,W=1 or F=1:2:1:1."};
}

std::vector<double> *costNamed(UnitCosts &costs, char name)
{
    switch (name) {
    case 'F':
        return &costs.forward;
    case 'I':
        return &costs.input;
    case 'W':
        return &costs.weight;
    case 'B':
        return &costs.backward;
    default:
        return nullptr;
    }
}

Status takeCosts(std::string_view text, UnitCosts &costs)
{
    while (!text.empty()) {
        const std::string_view part = takePart(text, ',');
        const bool shaped = part.size() > 2 && part[1] == '=';
        std::vector<double> *const cost = shaped ? costNamed(costs, part.front()) : nullptr;
        const auto values = cost ? listFrom(part.substr(2)) : std::nullopt;
        if (!values)
            return costsError(part);
        *cost = *values;
    }
    return std::monostate{};
}

Status takePair(std::string_view text, UnitCosts &costs)
{
    if (text.empty() || text == "sum")
        return std::monostate{};
    if (text == "max") {
        costs.pair = PairRule::Max;
        return std::monostate{};
    }
    const std::optional<double> factor = numberFrom(text);
    if (!factor || *factor > 1)
        return Error{"--pair: \"" + std::string(text) +
                     "\" is not sum (one after the other), max (the longer hides the other) or a "
                     "factor from 0 to 1."};
    costs.pair = PairRule::Factor;
    costs.pairFactor = *factor;
    return std::monostate{};
}

} // namespace

Result<UnitCosts> costsFromText(const CostTexts &texts)
{
    UnitCosts costs;
    if (const Status status = takeCosts(texts.costs, costs); !status)
        return status.error();
    if (!texts.hop.empty()) {
        const auto hop = listFrom(texts.hop);
        if (!hop)
            return Error{"--hop: \"" + std::string(texts.hop) +
                         "\" is not a number of at least 0, or one for each boundary between two "
                         "stages, for example 0.1 or 0.1:0.5:0.1."};
        costs.hop = *hop;
    }
    if (const Status status = takePair(texts.pair, costs); !status)
        return status.error();
    return costs;
}

} // namespace core
