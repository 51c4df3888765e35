// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_writing.h"

#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/launch/launch.h"
#include "core/io/launch/launch_losses.h"
#include "core/plan/plan_memory.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace core {
namespace {

constexpr LaunchWriter kWriters[] = {
    {"megatron", "Megatron-LM", "train.sh", writeMegatronScript},
    {"torchtitan", "torchtitan, up to 0.2.2", "train.toml", writeTorchtitanToml},
    {"torchtitan-recipe", "torchtitan, since 2026", "recipe.py", writeTorchtitanRecipe},
    {"deepspeed", "DeepSpeed", "ds_config.json", writeDeepSpeed},
    {"accelerate", "accelerate", "accelerate.yaml", writeAccelerate},
};

// As it is read again; nothing where no reader of ours reads such a file.
std::optional<Result<Scenario>> readAgain(const LaunchWriting &writing, const Scenario &scenario)
{
    const LaunchText &first = writing.files.front();
    std::map<std::string, std::string> beside;
    for (const LaunchText &file : writing.files)
        beside.emplace(file.name, file.text);
    const LaunchFile file{.text = first.text, .name = first.name, .beside = &beside};
    if (!isLaunchFile(file)) {
        Scenario plain = scenario; // one of DeepSpeed is laid over it, but does not say these
        plain.training.reduceBytes = 0;
        plain.parallel.shardingGroup = 0;
        return isDeepSpeedConfig(first.text)
                   ? std::optional(withDeepSpeed(std::move(plain), first.text, first.name))
                   : std::nullopt;
    }
    LaunchOutcome outcome = readLaunch(file, {}, scenario);
    if (!outcome.reading)
        return Result<Scenario>(outcome.reading.error());
    return Result<Scenario>(std::move(outcome.reading).value().scenario);
}

// What fits here and not as the file says it.
std::optional<std::string> lossOfFit(const Scenario &scenario, const Scenario &other)
{
    const Result<Plan> here = makePlan(scenario);
    const Result<Plan> there = makePlan(other);
    if (!here || !there || !here.value().fits || there.value().fits)
        return {};
    const auto memory = [](const Plan &plan) {
        return figureOfMemory(largestPeak(plan), plan.capacity).text();
    };
    return "memory: " + memory(here.value()) + " here, " + memory(there.value()) +
           " in the file, so that it does not fit.";
}

// "Megatron-LM refuses …", of "It refuses …".
std::string refusalBy(const LaunchWriter &writer, const std::string &message)
{
    const std::string title(writer.title);
    if (!message.starts_with("It "))
        return title + ": " + message;
    return title + (title.find(", ") == std::string::npos ? "" : ",") + message.substr(2);
}

} // namespace

std::span<const LaunchWriter> launchWriters()
{
    return kWriters;
}

const LaunchWriter *findLaunchWriter(std::string_view id)
{
    const auto *found = std::ranges::find(kWriters, id, &LaunchWriter::id);
    return found == std::end(kWriters) ? nullptr : found;
}

Result<LaunchWriting> writeLaunch(const LaunchWriter &writer, const Scenario &scenario,
                                  std::string name)
{
    if (const Status can = checkForLaunch(scenario); !can)
        return can.error();
    if (name.empty())
        name = writer.fileName;
    Result<LaunchWriting> writing = writer.write(scenario, name);
    if (!writing)
        return Error{refusalBy(writer, writing.error().message)};
    const std::optional<Result<Scenario>> again = readAgain(writing.value(), scenario);
    if (again && !*again)
        return Error{std::string(writer.title) + ": " + again->error().withoutPlace()};
    if (again) {
        for (std::string &loss : launchLosses(scenario, again->value(), "in the file"))
            writing.value().losses.push_back(std::move(loss));
        if (std::optional<std::string> loss = lossOfFit(scenario, again->value()))
            writing.value().losses.push_back(*std::move(loss));
    }
    return writing;
}

Status checkForLaunch(const Scenario &scenario)
{
    if (const Status valid = validate(scenario); !valid)
        return valid;
    if (scenario.train)
        return Error{"This network is trained here, on threads of this computer; no framework has "
                     "it: export a scenario with a transformer."};
    const TransformerSpec *sizes = scenario.model.transformer();
    if (!sizes)
        return Error{scenario.model.title +
                     " is given by the work of each layer, which no framework can be told: export "
                     "a scenario with a transformer."};
    if (sizes->patch > 0 || !sizes->causal)
        return Error{scenario.model.title +
                     " is no language model that predicts the next token, which is what these "
                     "configurations are for."};
    if (scenario.training.pass != Pass::Training)
        return Error{"These are forward passes alone, and the frameworks are started to train: set "
                     "training.pass to training."};
    return std::monostate{};
}

} // namespace core
