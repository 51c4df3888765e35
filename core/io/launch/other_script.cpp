// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/other_script.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/launched_script.h"

#include <algorithm>

namespace core {
namespace {

bool isScriptName(std::string_view name)
{
    return std::ranges::any_of(kScriptEndings,
                               [name](std::string_view ending) { return name.ends_with(ending); });
}

// The last script that it hands on to, or the last program that is one of Python's.
const ShellWord *lastNamed(const ShellReading &script, bool (*is)(std::string_view name))
{
    const ShellWord *last = nullptr;
    for (const ShellCommand &command : script.commands) {
        for (const ShellWord &word : command.words) {
            if (is(word.text) && word.text.find_first_of(" \n") == std::string::npos)
                last = &word;
        }
    }
    return last;
}

} // namespace

bool isOtherScript(const LaunchFile &file)
{
    const std::string_view first = file.text.substr(0, file.text.find('\n'));
    return isScriptName(file.name) ||
           (first.starts_with("#!") && (first.ends_with("sh") || first.find("sh ") != first.npos));
}

Status refuseOtherScript(LaunchSheet &sheet)
{
    const Result<ShellReading> script = readScript(sheet, sheet.file());
    if (!script)
        return script.error();
    const std::string none = "No command in it starts a training that is read";
    if (const ShellWord *other = lastNamed(script.value(), isScriptName))
        return sheet.refuse(other->line, none + ". It hands on to " + printable(other->text) +
                                             ", which is not in its folder: open that file itself, "
                                             "or copy it there.");
    const auto isProgram = [](std::string_view name) { return name.ends_with(".py"); };
    const ShellWord *program = lastNamed(script.value(), isProgram);
    return sheet.refuse(
        program ? program->line : 1,
        none + (program ? ", and nothing is known of " + printable(program->text) : std::string()) +
            ": those of Megatron-LM and its forks, torchtitan, DeepSpeed, "
            "accelerate and transformers' Trainer are.");
}

} // namespace core
