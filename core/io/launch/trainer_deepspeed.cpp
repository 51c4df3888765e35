// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/trainer_deepspeed.h"

#include "core/base/printable.h"
#include "core/base/text.h"
#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/accelerate_sharding.h"
#include "core/io/launch/file_beside.h"

#include <optional>

namespace core {
namespace {

// "ds_z3_offload_config.json" of LLaMA-Factory, "zero3_bf16.json" of axolotl, "zero2" of ms-swift.
struct NamedStage
{
    int stage = 0;
    bool offloads = false;

    [[nodiscard]] std::string settings() const
    {
        const std::string away =
            offloads ? R"(, "offload_optimizer": {"device": "cpu"})" : std::string();
        return R"({"bf16": {"enabled": "auto"}, "fp16": {"enabled": "auto"}, "train_batch_size":)"
               R"( "auto", "train_micro_batch_size_per_gpu": "auto", "zero_optimization":)"
               R"( {"reduce_bucket_size": "auto", "stage": )" +
               std::to_string(stage) + away + "}}";
    }
};

std::optional<NamedStage> stageByName(const std::string &path)
{
    const std::string name = lowerCase(path.substr(path.rfind('/') + 1));
    for (const std::string_view word : {"zero", "stage", "z"}) {
        for (std::size_t at = name.find(word); at != std::string::npos;
             at = name.find(word, at + 1)) {
            const std::size_t digit = name.find_first_not_of("_-", at + word.size());
            const bool isStage = digit != std::string::npos && name[digit] >= '0' &&
                                 name[digit] <= '3' &&
                                 name.find_first_of("0123456789", digit + 1) != digit + 1;
            if (isStage)
                return NamedStage{name[digit] - '0', name.find("offload") != std::string::npos};
        }
    }
    return {};
}

// "DeepSpeed's defaults: stage 2."
std::string textOf(const NamedStage &stage)
{
    return "DeepSpeed's defaults: stage " + std::to_string(stage.stage) +
           (stage.offloads ? ", with optimizer states in host memory." : ".");
}

// What becomes of a file that is not there, as the end of what is told of it.
std::string resortOf(const std::optional<NamedStage> &stage)
{
    if (!stage)
        return "Until then no states are shared: lay it over this one (--overlay).";
    return "Until then it is taken as its name says, with " + textOf(*stage);
}

// "zero2" of ms-swift, which brings it along.
std::string builtInText(const std::string &name, const NamedStage &stage)
{
    return "The settings " + printable(name) +
           " are the framework's own, and taken as their name says, with " + textOf(stage);
}

// --zero_stage, --offload and --dtype beside a --deepspeed without a file, of DeepSpeed-Chat
// (training/utils/ds_utils.py, get_train_ds_config) and of what is made after it.
std::string chatSettings(TrainerOptions &options, const std::string &stage)
{
    const bool isBf16 = lowerCase(options.word("dtype")) == "bf16" || options.truth("bf16");
    const std::string device = options.truth("offload") ? "cpu" : "none";
    return std::string(isBf16 ? R"({"bf16")" : R"({"fp16")") +
           R"(: {"enabled": true}, "zero_optimization": {"overlap_comm": true, "stage": )" + stage +
           R"(, "offload_param": {"device": ")" + device +
           R"("}, "offload_optimizer": {"device": ")" + device + R"("}}})";
}

Status lay(LaunchSheet &sheet, const std::string &text, const std::string &name, int line)
{
    Result<Scenario> both = withDeepSpeed(sheet.scenario, text, name);
    if (!both)
        return sheet.refuse(line, both.error().message);
    sheet.scenario = std::move(both).value();
    for (const std::string &note : deepSpeedNotes(text, sheet.scenario))
        sheet.tell(line, printable(name) + ": " + note);
    return std::monostate{};
}

Status takeChatSettings(LaunchSheet &sheet, TrainerOptions &options)
{
    const std::string stage = options.word("zero_stage");
    const int line = options.lineOf("zero_stage");
    if (stage.size() != 1 || stage.front() < '0' || stage.front() > '3')
        return sheet.refuse(line, options.nameOf("zero_stage") + " is \"" + printable(stage) +
                                      "\", but DeepSpeed has stages from 0 to 3.");
    const std::string text = chatSettings(options, stage);
    sheet.tell(line,
               "The settings of DeepSpeed are those that DeepSpeed-Chat makes of its options: "
               "stage " +
                   stage + (text.find("bf16") != std::string::npos ? ", bf16." : ", fp16."));
    return lay(sheet, text, "DeepSpeed-Chat", line);
}

} // namespace

Status takeTrainerDeepSpeed(LaunchSheet &sheet, TrainerOptions &options)
{
    const std::string path = options.path("deepspeed");
    const int line = options.lineOf("deepspeed");
    if (!sheet.questions().empty())
        return std::monostate{};
    if (path.empty())
        return options.isGiven("deepspeed") && options.isGiven("zero_stage")
                   ? takeChatSettings(sheet, options)
                   : Status(std::monostate{});
    Result<std::string> text = textBeside(sheet, path, "The settings of DeepSpeed are in");
    if (!text) {
        const std::optional<NamedStage> stage = stageByName(path);
        const bool isBuiltIn = stage && path.find_first_of("./") == std::string::npos;
        sheet.tell(line, isBuiltIn ? builtInText(path, *stage)
                                   : text.error().message + ' ' + resortOf(stage));
        if (!stage)
            return std::monostate{};
        text = stage->settings();
    }
    fillAutoBuckets(sheet.scenario);
    return lay(sheet, text.value(), path, line);
}

} // namespace core
