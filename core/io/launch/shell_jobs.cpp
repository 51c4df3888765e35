// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_calls.h"
#include "core/io/launch/shell_runner.h"

#include <utility>

namespace core::shell {

void enterJob(State &state, const JobRequest &job,
              const std::map<std::string, std::string> &environment, int line)
{
    std::map<std::string, std::string> variables = jobVariables(job);
    if (const std::optional<HostFile> hosts = hostFileOf(job)) {
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

// A job that is written behind --wrap, in a file, or in a here-document.
void Runner::handOnBatch(const Node &node, const std::vector<Text> &words)
{
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string word = words[i].plain();
        if (word.starts_with("--wrap="))
            return handOnJob(words[i].part(word.find('=') + 1));
        if (word == "--wrap" && i + 1 < words.size())
            return handOnJob(words[i + 1]);
        if (const auto file = m_state.files.find(word); file != m_state.files.end())
            return handOnJob(file->second, behind(words, i));
    }
    const std::size_t at = scriptIn(words);
    if (at < words.size()) {
        if (const std::optional<Text> script = scriptNamed(m_shell, words[at]))
            return handOnFile(*script, behind(words, at));
    }
    for (const Redirect &redirect : node.redirects) { // bsub < JOB.sh
        if (redirect.kind != Redirect::Kind::Input)
            continue;
        if (const std::optional<Text> script =
                scriptNamed(m_shell, m_shell.expander.text(redirect.target)))
            return handOnFile(*script, {});
    }
    if (const std::optional<Text> document = documentOf(m_shell, node))
        handOnJob(*document);
}

void Runner::handOnFile(const Text &script, std::vector<Text> arguments)
{
    if (m_within >= 0)
        m_reading.result.jobs[m_within] = script.plain();
    handOnJob(script, std::move(arguments));
}

// With what the queue sets for it, over what it takes with it from here.
void Runner::handOnJob(const Text &script, std::vector<Text> arguments)
{
    State state = m_state;
    const std::vector<ShellCommand> &commands = m_reading.result.commands;
    if (m_within >= 0) {
        const std::string job = script.plain();
        const JobRequest request =
            jobRequest(commands[static_cast<std::size_t>(m_within)].words, job);
        if (!request.inherits) {
            state.variables.clear();
            for (const std::string &name : request.handedOn) {
                if (const auto found = m_state.variables.find(name);
                    found != m_state.variables.end())
                    state.variables.insert(*found);
            }
        }
        enterJob(state, request, m_reading.environment, script.lineAt(0));
        if (const std::optional<LaunchNote> note = noteOnArray(request, job))
            tell(m_shell, note->line, note->text);
    }
    handOver(std::move(state), script, std::move(arguments));
}

} // namespace core::shell
