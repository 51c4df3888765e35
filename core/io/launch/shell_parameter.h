// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_text.h"

#include <functional>
#include <string>

namespace core::shell {

// What stands between ${ and }, taken apart: ${#NAME[index]:-argument}
struct Parameter
{
    std::string name;
    Text index;
    bool isLength = false;   // #
    bool isIndirect = false; // !: the variable names the one that is meant
    std::string change;      // ":-", "##", "//", …
    Text argument;
};

[[nodiscard]] Parameter parameterOf(const Text &inner);

// The value after ${NAME#…}, ${NAME/…}, ${NAME^^}, ${NAME:…}. expanded: of a part of the argument.
[[nodiscard]] Text changed(const Text &value, const Parameter &parameter,
                           const std::function<Text(const Text &)> &expanded,
                           const std::function<Text(const Text &)> &calculated);

} // namespace core::shell
