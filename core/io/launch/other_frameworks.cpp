// SPDX-License-Identifier: GPL-3.0-or-later
// Configurations of frameworks that are not read: a sentence says which it is, and what is.
#include "core/io/launch/other_frameworks.h"

#include <algorithm>
#include <array>
#include <string>

namespace core {
namespace {

// It has all of these texts near its beginning; what begins with a line break begins a line.
struct OtherFramework
{
    std::string_view title; // of the file
    std::array<std::string_view, 4> marks;
};
constexpr OtherFramework kOthers[] = {
    {"a NeMo 2 recipe", {"_target_: nemo.collections"}},
    {"a configuration of NeMo AutoModel", {"_target_: nemo_automodel"}},
    {"a NeMo 2 recipe", {"_target_: nemo.lightning"}},
    {"a configuration of Megatron-Bridge", {"_target_: megatron.bridge"}},
    {"a configuration of Nanotron", {"\nparallelism:", "\ntokens:", "model_config:"}},
    {"a configuration of OLMo",
     {"\ndevice_train_microbatch_size:", "  d_model:", "max_sequence_length:"}},
    {"a configuration of LLM Foundry", {"\ndevice_train_microbatch_size:", "\nmax_seq_len:"}},
    {"a configuration of LLM Foundry",
     {"\n  device_train_microbatch_size:", "\n  max_seq_len:", "\nparameters:"}},
    {"a configuration of LitGPT",
     {"\ntrain:", "  micro_batch_size:", "  global_batch_size:", "\nout_dir:"}},
    {"a configuration of Primus", {"\nmodules:", "_trainer:", "framework:", "overrides:"}},
    {"a configuration of MaxText", {"\nbase_config:", "per_device_batch_size:"}},
    {"a configuration of torchtune", {"_component_: torchtune"}},
    {"a launch of Colossal-AI", {"colossalai run"}},
    {"a launch of slime", {"--rollout-batch-size", "--actor-num-gpus-per-node"}},
    {"a launch of verl", {"-m verl.trainer"}},
    {"a launch of OpenRLHF", {"-m openrlhf.cli"}},
    {"a launch of OpenRLHF", {"openrlhf.cli.train"}},
    {"a launch of NeMo (its settings are the YAML that --config-name names: give that)",
     {"megatron_gpt_pretraining.py", "--config-name"}},
};

const OtherFramework *frameworkOf(std::string_view file)
{
    constexpr std::size_t most = 1u << 16;
    const std::string text = '\n' + std::string(file.substr(0, most));
    const auto *found = std::ranges::find_if(kOthers, [&text](const OtherFramework &other) {
        return std::ranges::all_of(other.marks, [&text](std::string_view mark) {
            return text.find(mark) != std::string::npos;
        });
    });
    return found == std::end(kOthers) ? nullptr : found;
}

} // namespace

bool isOfOtherFramework(const LaunchFile &file)
{
    return frameworkOf(file.text) != nullptr;
}

Status refuseOtherFramework(LaunchSheet &sheet)
{
    return sheet.refuse(
        1, "This is " + std::string(frameworkOf(sheet.file().text)->title) +
               ", which is not read. Launch scripts and settings of Megatron-LM and its forks, "
               "torchtitan, "
               "DeepSpeed, accelerate, transformers' Trainer, GPT-NeoX and the NeMo launcher are; "
               "or write its sizes and degrees as a scenario (parallarium list scenarios).");
}

} // namespace core
