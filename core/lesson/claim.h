// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace core {

// A scenario with changes.
struct SetUp
{
    std::string scenario;              // an id, or the path of a file
    std::vector<std::string> settings; // PATH=VALUE, one after the other

    bool operator==(const SetUp &) const = default;
};

enum class Comparison : std::uint8_t { Less, AtMost, Equal, NotEqual, AtLeast, More };

// What a metric of a result must be; texts are equal or not.
struct Condition
{
    std::string metric;
    Comparison comparison = Comparison::Equal;
    std::variant<double, std::string> value = 0.0;
    int line = 0; // of the file
};

// A figure that a lesson or a question rests on: one that it prints, a value, or a condition.
struct Claim
{
    std::string metric;
    std::string shown; // as the text prints it: its last digit is how exact it is
    std::optional<double> value;
    double tolerance = 0.001; // of the value, relative
    std::optional<Condition> condition;
    SetUp about; // no scenario: that of the step, with these settings on top
    // The metric is divided by what it is there; no scenario: as for about.
    std::optional<SetUp> comparedWith;
    int line = 0;
};

// What an option of a question says, as claims. Of the correct one all are true; of each other one,
// one at least is not. Empty: the option is not made of claims.
using OptionClaims = std::vector<std::vector<Claim>>;

} // namespace core
