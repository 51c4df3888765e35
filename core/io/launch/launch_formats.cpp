// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_formats.h"

#include "core/io/launch/other_frameworks.h"
#include "core/io/launch/other_script.h"

namespace core {
namespace {

// What says more about a run stands first: a log has all defaults, and a script may contain one.
constexpr LaunchFormat kFormats[] = {
    {"megatron-log", "log of Megatron-LM", isMegatronLog, readMegatronLog},
    {"torchtitan-toml", "settings of torchtitan", isTorchtitanToml, readTorchtitanToml},
    {"torchtitan-json", "configuration that torchtitan printed", isTorchtitanJson,
     readTorchtitanJson},
    {"accelerate-yaml", "settings of accelerate", isAccelerateYaml, readAccelerateYaml},
    {"megatron-yaml", "arguments of Megatron-LM in YAML", isMegatronArgumentsYaml,
     readMegatronArgumentsYaml},
    {"other", "of a framework that is not read", isOfOtherFramework, refuseOtherFramework},
    {"nemo-yaml", "settings of NeMo", isNemoYaml, readNemoYaml},
    {"neox-yaml", "settings of GPT-NeoX", isNeoxYaml, readNeoxYaml},
    {"trainer-yaml", "settings of transformers' Trainer", isTrainerYaml, readTrainerYaml},
    {"torchtitan-command", "command line or script of torchtitan", isTorchtitanCommand,
     readTorchtitanCommand},
    {"trainer-command", "command line or script of transformers' Trainer", isTrainerCommand,
     readTrainerCommand},
    {"megatron-command", "command line or script of Megatron-LM", isMegatronCommand,
     readMegatronCommand},
    {"other-script", "script that starts no training that is read", isOtherScript,
     refuseOtherScript},
};

} // namespace

std::span<const LaunchFormat> launchFormats()
{
    return kFormats;
}

const LaunchFormat *launchFormatOf(const LaunchFile &file)
{
    for (const LaunchFormat &format : kFormats) {
        if (format.claims(file))
            return &format;
    }
    return nullptr;
}

} // namespace core
