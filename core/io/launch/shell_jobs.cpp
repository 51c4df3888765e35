// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_jobs.h"

#include "core/io/launch/shell_calls.h"

#include <utility>

namespace core::shell {
namespace {

struct Script
{
    Text text;
    std::vector<Text> arguments = {};
    bool isFile = false;
};

std::optional<Script> fileOf(Shell &shell, const Text &name, std::vector<Text> arguments)
{
    std::optional<Text> text = scriptNamed(shell, name);
    if (!text)
        return {};
    return Script{*std::move(text), std::move(arguments), true};
}

std::optional<Script> scriptOf(Shell &shell, const Node &node, const std::vector<Text> &words)
{
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string word = words[i].plain();
        if (word.starts_with("--wrap="))
            return Script{words[i].part(word.find('=') + 1)};
        if (word == "--wrap" && i + 1 < words.size())
            return Script{words[i + 1]};
        if (const auto file = shell.state.files.find(word); file != shell.state.files.end())
            return Script{file->second, behind(words, i)};
    }
    if (const std::size_t at = scriptIn(words); at < words.size()) {
        if (std::optional<Script> file = fileOf(shell, words[at], behind(words, at)))
            return file;
    }
    for (const Redirect &redirect : node.redirects) { // bsub < JOB.sh
        if (redirect.kind == Redirect::Kind::Input)
            return fileOf(shell, shell.expander.text(redirect.target), {});
    }
    std::optional<Text> document = documentOf(shell, node);
    return document ? std::optional(Script{*std::move(document)}) : std::nullopt;
}

// Leaves what a job takes with it from the shell that hands it in.
void keepTaken(State &state, const JobRequest &request)
{
    if (request.inherits)
        return;
    auto before = std::exchange(state.variables, {});
    for (const std::string &name : request.handedOn)
        state.variables.insert(before.extract(name));
}

} // namespace

void enterJob(State &state, const JobRequest &request,
              const std::map<std::string, std::string> &environment, int line)
{
    std::map<std::string, std::string> variables = jobVariables(request);
    if (const std::optional<HostFile> hosts = hostFileOf(request)) {
        const std::string path = "/var/spool/" + std::string(hosts->variable);
        variables[std::string(hosts->variable)] = path;
        state.files[path] = Text::at(hosts->text, line);
    }
    for (const auto &[name, value] : variables) {
        if (!environment.contains(name))
            assign(state, name, Text::at(value, line));
    }
    for (const auto &[name, value] : environment) {
        if (!state.variables.contains(name)) // the script sets it itself
            assign(state, name, Text::at(value, line));
    }
}

std::optional<Job> jobOf(Shell &shell, const Node &node, const std::vector<Text> &words,
                         int command)
{
    std::optional<Script> script = scriptOf(shell, node, words);
    if (!script)
        return {};
    const std::string text = script->text.plain();
    Job job{std::move(script->text), std::move(script->arguments), shell.state};
    if (command < 0)
        return job;
    ShellReading &result = shell.reading.result;
    if (script->isFile)
        result.jobs[command] = text;
    const JobRequest request =
        jobRequest(result.commands[static_cast<std::size_t>(command)].words, text);
    keepTaken(job.state, request);
    enterJob(job.state, request, shell.reading.environment, job.script.lineAt(0));
    if (const std::optional<LaunchNote> note = noteOnArray(request, text))
        tell(shell, note->line, note->text);
    return job;
}

} // namespace core::shell
