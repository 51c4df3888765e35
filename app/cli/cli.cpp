// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "app/cli/window_options.h"
#include "app/console/console.h"
#include "app/console/options.h"
#include "core/base/printable.h"
#include "core/presets/builtin_scenarios.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <new>
#include <sstream>
#include <string>

namespace app {
namespace {

void say(const std::string &sentence)
{
    std::fputs(("parallarium: " + core::printable(sentence) + '\n').c_str(), stderr);
}

// Arguments of which the first is no command are what the window opens.
bool isForWindow(const std::string &argument)
{
    if (core::findBuiltinScenario(argument))
        return true;
    std::error_code error;
    return std::filesystem::exists(argument, error);
}

std::string namesOf(std::span<const Command> commands)
{
    std::string names;
    for (const Command &command : commands)
        names += (names.empty() ? "" : ", ") + std::string(command.name);
    return names;
}

bool isCommand(std::string_view name, std::span<const Command> commands)
{
    return std::ranges::find(commands, name, &Command::name) != commands.end();
}

int refused(const std::string &sentence)
{
    say(sentence);
    return kWrongInput;
}

// Of what the window is to open; nothing: it can.
std::optional<int> refusalOf(const std::vector<std::string> &files,
                             std::span<const Command> commands)
{
    const auto wrong = std::ranges::find_if_not(files, isForWindow);
    if (wrong == files.end())
        return {};
    return refused('"' + *wrong + "\" is neither a command (" + namesOf(commands) +
                   ") nor a file or a built-in scenario that the window could open.");
}

// --help and --version. Like any other answer it may find no room where it is written.
int answered(const CLI::App &parser, const CLI::ParseError &error)
{
    std::ostringstream text;
    const int exitCode = parser.exit(error, text, text);
    const int written = exitCodeOf(print(text.str()));
    return written == 0 ? exitCode : written;
}

int parse(int argc, char **argv, std::span<const Command> commands)
{
    CLI::App parser("Watch distributed training happen.", "parallarium");
    parser.footer(
        "Without a command: opens the window, with FILE (a scenario or the id of a built-in one, a "
        "Hugging Face config.json, what a framework is started with, a lesson, or the traces of a "
        "recorded run) if it is given. With --present it is shown to a class, with --lesson ID it "
        "begins with a lesson, and --theme is light, dark, high-contrast or system.");
    parser.set_version_flag("--version", "parallarium " PARALLARIUM_VERSION);
    parser.require_subcommand(1);
    ExitCode exitCode;
    for (const Command &command : commands)
        command.add(parser, exitCode);
    for (CLI::App *command : parser.get_subcommands({})) {
        command->footer("");
        finishOptions(*command);
    }
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        if (error.get_exit_code() == 0)
            return answered(parser, error);
        say(reasonOf(error) + ". \"parallarium --help\" lists what there is.");
        return kWrongInput;
    }
    return exitCode.value_or(kFault);
}

} // namespace

std::vector<Command> commands()
{
    return {
        {"simulate", addSimulateCommand}, {"schedule", addScheduleCommand},
        {"check", addCheckCommand},       {"validate", addValidateCommand},
        {"list", addListCommand},         {"export", addExportCommand},
        {"live", addLiveCommand},         {"recorded", addRecordedCommand},
        {"quiz", addQuizCommand},         {"cost", addCostCommand},
        {"advise", addAdviseCommand},     {"sweep", addSweepCommand},
    };
}

std::optional<int> runCommandLine(int argc, char **argv, std::span<const Command> commands)
{
    if (argc < 2)
        return {};
    const std::string first = argv[1];
    const bool option = first.starts_with('-');
    if (!isCommand(first, commands) && namesWindowOption(argc, argv)) {
        const core::Result<WindowOptions> options = windowOptions(argc, argv);
        return options ? refusalOf(options.value().files, commands)
                       : refused(options.error().message);
    }
    if (!option && !isCommand(first, commands)) {
        return refusalOf({argv + 1, argv + argc}, commands);
    }
    try {
        return parse(argc, argv, commands);
    } catch (const std::bad_alloc &) {
        say("This computer gives the program no more memory for that: ask for less, or end other "
            "programs.");
        return kWrongInput;
    } catch (const std::exception &error) {
        say(std::string("This failed unexpectedly: ") + error.what() + '.');
        return kFault;
    }
}

} // namespace app
