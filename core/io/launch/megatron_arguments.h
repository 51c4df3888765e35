// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch_sheet.h"
#include "core/io/launch/launcher.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// What argparse makes of the words of pretrain_gpt.py: flags with their values, the last of each.
class MegatronArguments
{
public:
    // One flag, as it was given last.
    struct Given
    {
        std::vector<std::string> values = {}; // none: the flag alone
        int line = 0;
        bool unknown = false;                  // a part of a value is only known when it runs
        std::vector<std::string> unset = {};   // variables that a value lacks
        std::vector<std::string> surplus = {}; // words that argparse would not accept behind it
    };

    // flag: "--num-layers", or with low dashes.
    void set(std::string_view flag, Given given);
    void remove(std::string_view flag);
    [[nodiscard]] const Given *find(std::string_view flag) const;
    [[nodiscard]] bool has(std::string_view flag) const { return find(flag) != nullptr; }
    [[nodiscard]] int lineOf(std::string_view flag) const;
    [[nodiscard]] const std::map<std::string, Given, std::less<>> &all() const { return m_given; }

private:
    std::map<std::string, Given, std::less<>> m_given;
};

// The arguments in the words behind the program.
[[nodiscard]] MegatronArguments megatronArgumentsOf(LaunchSheet &sheet,
                                                    const std::vector<ShellWord> &words);

// What the arguments do not say.
struct MegatronStart
{
    std::optional<SaidCount> devices; // the world size
    std::optional<SaidCount> devicesPerNode;
    std::optional<ShellWord> wrongCount = {}; // of nodes or devices, that is no number
    std::vector<ShellWord> openCounts = {};   // that lack a variable
    // Values of a log are what Megatron made of them: its defaults are spelled out, and a
    // vocabulary that it does not name was not yet known.
    enum class Origin : std::uint8_t { CommandLine, Log } origin = Origin::CommandLine;
    std::map<std::string, std::string> files = {}; // that the script writes: --deepspeed-config
    std::optional<SaidCount> connections = {};     // CUDA_DEVICE_MAX_CONNECTIONS
};

// The scenario that these arguments train. Refuses what Megatron-LM would refuse, with its reason,
// and tells what has no counterpart here. Used for command lines, logs and settings alike.
[[nodiscard]] Status applyMegatron(LaunchSheet &sheet, const MegatronArguments &arguments,
                                   const MegatronStart &start);

} // namespace core
