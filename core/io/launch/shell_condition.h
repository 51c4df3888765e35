// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace core::shell {

// A word of [ … ] or [[ … ]].
struct ConditionWord
{
    std::string text;      // expanded
    bool isQuoted = false; // never an operator or a pattern
};

// What a condition asks of the shell.
struct ConditionWorld
{
    std::function<bool(const std::string &name)> isSet;
    std::function<bool(const std::string &path)> isFile;
    std::function<std::string(const std::string &text)> calculated; // arithmetic
};

// Whether it holds; what cannot be read or is not known does not.
[[nodiscard]] bool holds(std::span<const ConditionWord> words, const ConditionWorld &world);

} // namespace core::shell
