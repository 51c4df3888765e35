// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/other_script.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/launch/file_beside.h"
#include "core/io/launch/launched_script.h"

#include <algorithm>

namespace core {
namespace {

// The last of Python's.
const ShellWord *lastProgram(const ShellReading &script)
{
    const ShellWord *last = nullptr;
    for (const ShellCommand &command : script.commands) {
        for (const ShellWord &word : command.words) {
            if (word.text.ends_with(".py") && word.text.find_first_of(" \n") == std::string::npos)
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
    if (!script.value().missing.empty()) {
        const ShellWord &other = script.value().missing.back();
        return sheet.refuse(other.line, none + ". It hands on to " + printable(other.text) +
                                            ", which is not in its folder: open that file itself, "
                                            "or copy it there.");
    }
    const ShellWord *program = lastProgram(script.value());
    return sheet.refuse(
        program ? program->line : 1,
        none + (program ? ", and nothing is known of " + printable(program->text) : std::string()) +
            ": those of Megatron-LM and its forks, torchtitan, DeepSpeed, "
            "accelerate and transformers' Trainer are.");
}

} // namespace core
