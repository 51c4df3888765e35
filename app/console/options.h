// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace app {

// What holds for the options of every command: an empty value is refused, and the help says which
// take a file.
void finishOptions(CLI::App &command);

// Without the stop at its end.
[[nodiscard]] std::string reasonOf(const CLI::ParseError &error);

} // namespace app
