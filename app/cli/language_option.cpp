// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/language_option.h"

#include "core/base/text.h"
#include "ui/words/language.h"

#include <CLI/CLI.hpp>

#include <vector>

namespace app {

void addLanguageOption(CLI::App &command, std::string &language)
{
    std::vector<std::string> codes;
    for (const ui::Language &each : ui::languages())
        codes.push_back(each.code.toStdString());
    command.add_option("--language", language, "One of " + core::joinWithAnd(codes))
        ->check(CLI::IsMember(codes));
}

} // namespace app
