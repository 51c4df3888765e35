// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_calls.h"

#include "core/io/launch/file_beside.h"
#include "core/io/launch/launcher_words.h"
#include "core/io/launch/shell_context.h"
#include "core/io/launch/shell_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace core::shell {
namespace {

bool isShell(std::string_view program)
{
    constexpr std::array<std::string_view, 4> shells = {"bash", "sh", "zsh", "dash"};
    return std::ranges::find(shells, program) != shells.end();
}

} // namespace

std::optional<ShellCall> shellCallIn(const std::vector<Text> &words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!isShell(programName(words[i])))
            continue;
        ShellCall call{.at = i + 1};
        for (; call.at < words.size() && !words[call.at].isEmpty(); ++call.at) {
            const std::string option = words[call.at].plain();
            if (!option.starts_with('-') && !option.starts_with('+'))
                break;
            const bool isLong = option.starts_with("--");
            call.isText = call.isText || (!isLong && option.find('c') != std::string::npos);
        }
        return call;
    }
    return {};
}

std::size_t scriptIn(const std::vector<Text> &words)
{
    const auto names = [](const Text &word) {
        const std::string plain = word.plain();
        return !plain.starts_with('-') && isScriptName(plain);
    };
    return static_cast<std::size_t>(std::ranges::find_if(words, names) - words.begin());
}

bool startsOthers(std::string_view program)
{
    constexpr std::array<std::string_view, 10> others = {
        "nohup", "env",         "time",   "timeout", "numactl",
        "nice",  "singularity", "docker", "podman",  "apptainer"};
    return startsTasks(program) || std::ranges::find(others, program) != others.end();
}

std::vector<std::pair<std::string, Text>> variablesOfLauncher(const std::vector<Text> &words,
                                                              const std::optional<ShellCall> &call)
{
    constexpr std::array<std::string_view, 5> options = {"-x", "-e", "-env", "-genv", "--env"};
    const std::size_t end = std::min(call ? call->at : words.size(), scriptIn(words));
    const bool isEnvironment = programName(words.front()) == "env";
    std::vector<std::pair<std::string, Text>> variables;
    for (std::size_t i = 1; i < end; ++i) {
        const std::string before = words[i - 1].plain();
        const std::string word = words[i].plain();
        const bool isOfOption = std::ranges::find(options, before) != options.end();
        std::vector<Text> given;
        if (word.starts_with("--env="))
            given.push_back(words[i].part(word.find('=') + 1));
        else if (isOfOption && i + 1 < end && word.find('=') == std::string::npos &&
                 before.ends_with("env")) // -env NAME VALUE
            variables.push_back({word, words[i + 1]});
        else if (isOfOption || isEnvironment)
            given.push_back(words[i]);
        for (auto &variable : variablesIn(given))
            variables.push_back(std::move(variable));
    }
    return variables;
}

std::vector<Text> behind(const std::vector<Text> &words, std::size_t at)
{
    return {words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end()};
}

std::vector<Text> takenApart(const std::vector<Text> &words, const std::optional<ShellCall> &call)
{
    std::vector<Text> parts;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string &bytes = words[i].bytes();
        const std::size_t begin = bytes.find_first_not_of(" \t\n");
        const bool isList = call && !call->isText && i > call->at && begin != std::string::npos &&
                            bytes.compare(begin, 2, "--") == 0 &&
                            bytes.find_first_of(" \t\n", begin) != std::string::npos;
        if (!isList) {
            parts.push_back(words[i]);
            continue;
        }
        Fields fields(Fields::Splitting::AtBlanks);
        fields.addUnquoted(words[i]);
        for (Text &word : fields.taken())
            parts.push_back(std::move(word));
    }
    return parts;
}

} // namespace core::shell
