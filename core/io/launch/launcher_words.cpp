// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launcher_words.h"

#include "core/scenario/check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace core {
namespace {

using Which = std::optional<SaidCount> LauncherOptions::*;
constexpr std::pair<std::string_view, Which> kCounts[] = {
    {"--nnodes", &LauncherOptions::nodes},
    {"--nproc-per-node", &LauncherOptions::each},
    {"--num-nodes", &LauncherOptions::nodes},
    {"--num-gpus", &LauncherOptions::each},
    {"--num-machines", &LauncherOptions::nodes},
    {"--num-processes", &LauncherOptions::total},
    {"-np", &LauncherOptions::total},
    {"--np", &LauncherOptions::total},
    {"-n", &LauncherOptions::total},
    {"--npernode", &LauncherOptions::each},
    {"-npernode", &LauncherOptions::each},
    {"--ppn", &LauncherOptions::each},
    {"-ppn", &LauncherOptions::each},
};

} // namespace

std::string_view baseName(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

bool isTorchrun(const ShellWord &word)
{
    const std::string_view name = baseName(word.text);
    return name == "torchrun" || name == "torch.distributed.run" ||
           name == "torch.distributed.launch" || name == "torch_run";
}

bool isDeepSpeed(const ShellWord &word)
{
    const std::string_view name = baseName(word.text);
    return name == "deepspeed" || name == "ds" || name == "deepspeed.launcher.runner";
}

bool hasHostfile(std::span<const ShellWord> words)
{
    return std::ranges::any_of(words, [](const ShellWord &word) {
        return word.text.starts_with("--hostfile") || word.text == "-H";
    });
}

bool startsNode(const ShellWord &word)
{
    const std::string_view name = baseName(word.text);
    return isTorchrun(word) || isDeepSpeed(word) || name == "accelerate" ||
           name == "accelerate.commands.launch";
}

bool startsTasks(std::string_view program)
{
    constexpr std::array<std::string_view, 6> launchers = {"srun",    "jsrun",         "mpirun",
                                                           "mpiexec", "mpiexec.hydra", "flux"};
    return std::ranges::find(launchers, program) != launchers.end();
}

bool saysWhichNode(std::string_view word)
{
    constexpr std::array<std::string_view, 5> places = {"-w", "--nodelist", "-H", "--host",
                                                        "-host"};
    return (word.starts_with("--") && word.find("rank") != std::string_view::npos) ||
           std::ranges::find(places, word.substr(0, word.find('='))) != places.end();
}

std::size_t launcherOfNode(std::span<const ShellWord> words)
{
    std::size_t at = words.size();
    while (at > 0 && !startsNode(words[at - 1]))
        --at;
    return at > 0 ? at - 1 : words.size();
}

std::optional<SaidCount> countOf(const ShellWord &word, const std::string &by)
{
    std::string_view text = word.text;
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos)
        text = text.substr(colon + 1); // MIN:MAX
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || count < 1 ||
        count > kMaxDevices)
        return {};
    return SaidCount{count, word.line, by + ' ' + word.text};
}

LauncherOptions optionsIn(std::span<const ShellWord> words)
{
    LauncherOptions options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::size_t sign = words[i].text.find('=');
        std::string name = words[i].text.substr(0, sign);
        std::ranges::replace(name, '_', '-');
        for (const auto &[known, which] : kCounts) {
            if (name != known)
                continue;
            ShellWord value = sign != std::string::npos ? words[i]
                              : i + 1 < words.size()    ? words[i + 1]
                                                        : ShellWord{};
            if (sign != std::string::npos)
                value.text = words[i].text.substr(sign + 1);
            if (std::optional<SaidCount> count = countOf(value, words[i].text.substr(0, sign)))
                options.*which = std::move(count);
            else if (!value.unset.empty())
                options.open.push_back(value);
        }
    }
    return options;
}

} // namespace core
