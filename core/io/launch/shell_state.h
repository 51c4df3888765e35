// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_tree.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::shell {

// How much a script may unfold to. A few lines can ask for more than any memory holds.
struct Budget
{
    std::int64_t bytes = 8'000'000;
    std::int64_t steps = 200'000;

    void spend(std::size_t of) { bytes -= static_cast<std::int64_t>(of); }
    [[nodiscard]] bool isSpent() const { return bytes < 0 || steps < 0; }
};

// A plain variable is an array whose element 0 it is, as in bash.
struct Variable
{
    bool isNamed = false; // declare -A
    std::map<std::int64_t, Text> elements = {};
    std::map<std::string, Text> named = {};

    [[nodiscard]] std::size_t bytes() const;
};

struct State
{
    std::map<std::string, Variable, std::less<>> variables = {};
    std::vector<Text> arguments = {}; // $1, $2, …
    std::map<std::string, const Node *> functions = {};
    std::map<std::string, Text> files = {}; // that the script wrote
    std::optional<Text> input = {};         // what is left of what read takes its lines of

    [[nodiscard]] std::size_t bytes() const;
};

// A whole number in decimals and nothing else.
[[nodiscard]] std::optional<std::int64_t> numberIn(std::string_view text);

// The value of one variable, or of all elements of an array.
struct Values
{
    std::vector<Text> texts = {};
    bool isSet = false;
    bool isList = false; // [@] or [*]: none of them is one empty text
};

// index: empty, an arithmetic text, a name, "@" or "*"; of one that is not known the marks are the
// value. line: where it is asked for; what is not set is the mark that says so.
[[nodiscard]] Values valuesOf(const State &state, std::string_view name, const Text &index,
                              int line);
[[nodiscard]] Text scalarOf(const State &state, std::string_view name, int line);
// Bytes of what scalarOf() would copy.
[[nodiscard]] std::size_t scalarSize(const State &state, std::string_view name);
void assign(State &state, std::string_view name, Text value);

} // namespace core::shell
