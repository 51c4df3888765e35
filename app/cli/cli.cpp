// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/cli.h"

#include "core/base/printable.h"
#include "core/io/file/files.h"
#include "core/presets/builtin_scenarios.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

namespace app {
namespace {

constexpr int kFault = 1; // a bug, or the machine failed us
constexpr int kWrongInput = 2;

void say(const std::string &sentence)
{
    std::fputs(("parallarium: " + core::printable(sentence) + '\n').c_str(), stderr);
}

// A single argument that is no command is what the window opens.
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

std::string reasonOf(const CLI::ParseError &error)
{
    constexpr std::string_view conversion = "Could not convert: ";
    const std::string reason = error.what();
    if (reason.starts_with(conversion))
        return reason.substr(conversion.size()) + " is not a number that this option can take";
    return reason;
}

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
constexpr std::array<std::string_view, 7> kFileOptions = {
    "--json", "--csv", "--events", "--trace", "--out", "--overlay", "--check"};

void nameWhatIsTaken(CLI::App &command)
{
    for (CLI::Option *option : command.get_options()) {
        if (option->get_positional())
            option->type_name("");
        else if (std::ranges::find(kFileOptions, option->get_name()) != kFileOptions.end())
            option->type_name("FILE");
    }
}

int parse(int argc, char **argv, std::span<const Command> commands)
{
    CLI::App parser("Watch distributed training happen.", "parallarium");
    parser.footer("Without a command: opens the window, with FILE (a scenario, or the id of a "
                  "built-in one) if it is given.");
    parser.set_version_flag("--version", "parallarium " PARALLARIUM_VERSION);
    parser.require_subcommand(1);
    ExitCode exitCode;
    for (const Command &command : commands)
        command.add(parser, exitCode);
    for (CLI::App *command : parser.get_subcommands({})) {
        command->footer("");
        refuseEmptyValues(*command);
        nameWhatIsTaken(*command);
    }
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        if (error.get_exit_code() == 0)
            return parser.exit(error); // --help and --version
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
        {"live", addLiveCommand},
    };
}

int exitCodeOf(const core::Written &done)
{
    if (done)
        return 0;
    std::fputs((core::printable(done.error().message) + '\n').c_str(), stderr);
    return done.machineFailed ? kFault : kWrongInput;
}

core::Written print(std::string_view text)
{
    return core::writeFile("-", core::printable(text, core::LineBreaks::Kept));
}

std::optional<int> runCommandLine(int argc, char **argv, std::span<const Command> commands)
{
    if (argc < 2)
        return {};
    const std::string first = argv[1];
    const bool option = first.starts_with('-');
    if (!option && !isCommand(first, commands)) {
        if (argc == 2 && isForWindow(first))
            return {};
        say('"' + first + "\" is neither a command (" + namesOf(commands) +
            ") nor a file or a built-in scenario that the window could open.");
        return kWrongInput;
    }
    try {
        return parse(argc, argv, commands);
    } catch (const std::exception &error) {
        say(std::string("This failed unexpectedly: ") + error.what() + '.');
        return kFault;
    }
}

} // namespace app
