// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/options.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace app {
namespace {

// --json "" is a scripting mistake, not a request for no output.
void refuseEmptyValues(CLI::App &command)
{
    for (CLI::Option *option : command.get_options()) {
        if (option->get_expected_min() > 0)
            option->check(
                [](const std::string &value) {
                    return value.empty() ? std::string("needs a value, and an empty one was given")
                                         : std::string();
                },
                "");
    }
}

// Options that take a file. The help says so, and the completion of shells reads the help.
constexpr std::array<std::string_view, 8> kFileOptions = {
    "--json", "--csv", "--events", "--operations", "--trace", "--out", "--overlay", "--check"};

void nameWhatIsTaken(CLI::App &command)
{
    for (CLI::Option *option : command.get_options()) {
        if (option->get_positional())
            option->type_name("");
        else if (std::ranges::find(kFileOptions, option->get_name()) != kFileOptions.end())
            option->type_name("FILE");
    }
}

} // namespace

void finishOptions(CLI::App &command)
{
    refuseEmptyValues(command);
    nameWhatIsTaken(command);
}

std::string reasonOf(const CLI::ParseError &error)
{
    constexpr std::string_view conversion = "Could not convert: ";
    const std::string reason = error.what();
    if (reason.starts_with(conversion))
        return reason.substr(conversion.size()) + " is not a number that this option can take";
    return reason;
}

} // namespace app
