// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell.h"

#include "core/base/text.h"
#include "core/io/launch/shell_fields.h"
#include "core/io/launch/shell_jobs.h"
#include "core/io/launch/shell_runner.h"

namespace core {
namespace {

using namespace shell;

// One text with all arguments is as good as an array.
std::vector<Text> wordsOf(const Text &text, bool isAlone)
{
    if (!isAlone)
        return {text};
    Fields fields(Fields::Splitting::AtBlanks);
    fields.addUnquoted(text);
    return fields.taken();
}

void keepVariables(const State &state, ShellReading &result)
{
    for (const auto &[name, variable] : state.variables) {
        const auto first = variable.elements.find(0);
        if (variable.elements.size() == 1 && first != variable.elements.end())
            result.variables[name] = first->second.plain();
        std::vector<ShellWord> &words = result.arrays[name];
        for (const auto &[index, text] : variable.elements) {
            for (const Text &word : wordsOf(text, variable.elements.size() == 1))
                words.push_back({.text = word.plain(),
                                 .line = word.lineAt(0),
                                 .unknown = word.isUnknown(),
                                 .unset = word.unsetNames()});
        }
    }
}

} // namespace

Result<ShellReading> readShell(const LaunchFile &file,
                               const std::map<std::string, std::string> &environment)
{
    Parsed parsed = parseScript(Text::ofFile(file.text));
    if (!parsed.complaint.empty())
        return errorAt(file.name, parsed.line,
                       "The shell could not read this: " + parsed.complaint + '.');
    ShellReading result;
    const JobRequest job = jobDirectives(file.text);
    if (const std::optional<LaunchNote> note = noteOnArray(job, file.text))
        result.notes.push_back(*note);
    Reading reading{.result = result, .environment = environment, .file = file};
    State state;
    enterJob(state, job, environment, 0);
    reading.trees.push_back(std::move(parsed.root));
    const Node &root = *reading.trees.front();
    Runner(state, reading).run(root);
    if (reading.budget.isSpent())
        return errorAt(file.name, 1,
                       "The script unfolds to more than any command line could be: it is not read "
                       "further.");
    keepVariables(state, result);
    return result;
}

} // namespace core
