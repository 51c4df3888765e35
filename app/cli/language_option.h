// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace app {

// --language, one of those that there are; it keeps what it was set to before.
void addLanguageOption(CLI::App &command, std::string &language);

} // namespace app
