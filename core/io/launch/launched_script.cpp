// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launched_script.h"

#include "core/base/printable.h"
#include "core/base/text.h"

#include <algorithm>

namespace core {
namespace {

// "line 5", "line 5 with NODES=2"
std::string placeOf(const LaunchedProgram &training)
{
    return "line " + figureOfCount(training.line) +
           (training.turn.empty() ? "" : " with " + printable(training.turn));
}

// "--training 1 is that of line 5 and --training 3 that of line 9"; of many the first ones.
std::string others(const std::vector<LaunchedProgram> &trainings, std::size_t chosen)
{
    constexpr std::size_t mostNamed = 6;
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < trainings.size(); ++i) {
        if (i == chosen)
            continue;
        if (parts.size() == mostNamed) {
            const std::size_t last = trainings.size() - (chosen + 1 == trainings.size() ? 1 : 0);
            parts.push_back("so on up to --training " + std::to_string(last));
            break;
        }
        parts.push_back("--training " + std::to_string(i + 1) +
                        (parts.empty() ? " is that of " : " that of ") + placeOf(trainings[i]));
    }
    return joinWithAnd(parts);
}

// Whether the script that it is about sets up the machine, and no training.
bool isOfMachine(std::string_view note)
{
    return std::ranges::any_of(
        std::initializer_list<std::string_view>{"activate", "conda", "bashrc", "profile", "modules",
                                                "setvars", "set_env", "nccl"},
        [note](std::string_view word) { return note.find(word) != std::string_view::npos; });
}

} // namespace

Result<ShellReading> readScript(LaunchSheet &sheet, const LaunchFile &file)
{
    Result<ShellReading> script = readShell(file, sheet.answers().environment);
    if (!script)
        return script;
    sheet.setComputed(script.value().computed);
    sheet.setWritten(script.value().files);
    for (const LaunchNote &note : script.value().notes)
        sheet.tell(note.line, note.text);
    std::size_t told = 0;
    for (const LaunchNote &note : script.value().unread) {
        constexpr std::size_t most = 3;
        if (told < most && !isOfMachine(note.text)) {
            sheet.addAside("Line " + figureOfCount(note.line) + ": " + note.text);
            ++told;
        }
    }
    return script;
}

LaunchedProgram chosenTraining(LaunchSheet &sheet, std::vector<LaunchedProgram> trainings)
{
    const auto count = static_cast<std::int64_t>(trainings.size());
    const std::int64_t chosen =
        std::clamp<std::int64_t>(sheet.answers().training.value_or(count), 1, count) - 1;
    LaunchedProgram &program = trainings[static_cast<std::size_t>(chosen)];
    sheet.setTraining(trainings.size(), program.line);
    if (count > 1) {
        const std::string sentence =
            "The script starts " + figureOfCount(count) + " trainings, and the one of " +
            placeOf(program) + " is read: " + others(trainings, static_cast<std::size_t>(chosen)) +
            '.';
        sheet.tell(program.line, sentence);
        sheet.addAside(sentence);
    }
    return std::move(program);
}

void tellDevices(LaunchSheet &sheet, const std::optional<SaidCount> &said, std::int64_t devices)
{
    if (said && !said->by.empty() && said->count == devices)
        sheet.tell(said->line,
                   "It starts on " + said->by + " = " + figureOfCount(devices) + " devices.");
}

} // namespace core
