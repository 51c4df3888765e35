// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/launch/megatron_parts.h"
#include "core/scenario/check.h"

#include <algorithm>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// The last batch of "0:16 2.4B:320 12B:1536", whether it came as one word or as several.
std::optional<std::int64_t> lastBatchOf(MegatronValues &values)
{
    const std::vector<std::string> words = values.texts("--step-batch-size-schedule");
    if (words.empty())
        return {};
    const std::string &last = words.back();
    return pythonInteger(std::string_view(last).substr(last.rfind(':') + 1));
}

// A batch that grows is taken at its end, where most of the time goes.
std::int64_t globalBatch(MegatronValues &values, std::int64_t otherwise)
{
    std::optional<std::int64_t> batch = values.countIn("--global-batch-size");
    if (values.has("--step-batch-size-schedule")) {
        const std::string_view flag = "--step-batch-size-schedule";
        if (batch)
            values.tell(flag, "--step-batch-size-schedule and --global-batch-size exclude each "
                              "other in Megatron-LM since April 2026; the final " +
                                  text(*batch) + " was taken.");
        else if ((batch = lastBatchOf(values)))
            values.tell(flag,
                        "The batch grows in steps; the final " + text(*batch) + " was taken.");
    }
    const std::vector<std::string> ramp = values.texts("--rampup-batch-size");
    if (!ramp.empty() && batch)
        values.tell("--rampup-batch-size", "The batch ramps up from " + ramp.front() +
                                               "; the final " + text(*batch) + " was taken.");
    return batch.value_or(otherwise);
}

void readBatches(MegatronValues &values)
{
    LaunchSheet &sheet = values.sheet();
    TrainingSpec &training = sheet.scenario.training;
    std::string_view micro = "--micro-batch-size";
    if (!values.has(micro) && values.has("--batch-size")) {
        micro = "--batch-size";
        values.tell(micro, "--batch-size is an error in Megatron-LM today, which calls it "
                           "--micro-batch-size.");
    }
    if (!values.has(micro))
        values.complain("", "--micro-batch-size is missing, which Megatron-LM requires.");
    training.microBatch = values.count(micro, 1);
    const std::int64_t data = sheet.scenario.parallel.data;
    if (training.microBatch > kMaxSamples)
        return values.complain(micro, "A micro-batch of " + text(training.microBatch) +
                                          " samples is more than is simulated.");
    const std::int64_t round = training.microBatch * data;
    training.globalBatch = globalBatch(values, round);
    sheet.setBy("training.micro_batch", values.lineOf(micro));
    sheet.setBy("training.global_batch", values.lineOf("--global-batch-size"));
    if (training.globalBatch % round == 0)
        return;
    const std::string product = "--micro-batch-size " + text(training.microBatch) + " x " +
                                text(data) + (data == 1 ? " replica" : " replicas");
    if (values.has("--decrease-batch-size-if-needed") && training.globalBatch > round) {
        const std::int64_t whole = training.globalBatch / round * round;
        values.tell("--decrease-batch-size-if-needed",
                    "A batch of " + text(training.globalBatch) + " is no multiple of " + product +
                        ": " + text(whole) + ", as --decrease-batch-size-if-needed makes it.");
        training.globalBatch = whole;
        return;
    }
    values.complain("--global-batch-size", "A batch of " + text(training.globalBatch) +
                                               " is no multiple of " + product + " = " +
                                               text(round) + ", as Megatron-LM needs.");
}

// bf16 adds up in fp32 unless told otherwise; fp16 does only when told.
int gradientBytes(MegatronValues &values, Precision precision)
{
    if (precision == Precision::Fp32)
        return 0;
    for (const char *flag : {"--main-grads-dtype", "--megatron-fsdp-main-grads-dtype"}) {
        if (isNarrowType(values.word(flag)))
            return 2;
    }
    if (values.has("--grad-reduce-in-bf16"))
        return 2;
    const bool wide = values.has("--accumulate-allreduce-grads-in-fp32");
    return precision == Precision::Fp16 && !wide ? 2 : 4;
}

void readPrecision(MegatronValues &values)
{
    TrainingSpec &training = values.sheet().scenario.training;
    const bool narrow =
        !values.firstOf({"--fp8-format", "--fp8", "--fp8-hybrid", "--fp8-e4m3"}).empty();
    training.precision = values.has("--bf16")   ? Precision::Bf16
                         : values.has("--fp16") ? Precision::Fp16
                                                : Precision::Fp32;
    if (values.has("--bf16") && values.has("--fp16"))
        values.complain("--fp16", "--fp16 and --bf16 exclude each other in Megatron-LM.");
    if (narrow && training.precision == Precision::Fp32)
        values.complain("--fp8-format", "Products in fp8 need --bf16 beside them in Megatron-LM.");
    training.gradientBytes = gradientBytes(values, training.precision);
    if (narrow && training.precision == Precision::Bf16)
        values.sheet().useFp8();
    training.dispatchBytes = 0;
    training.momentBytes = 0;
    const bool narrowMoments = isNarrowType(values.word("--exp-avg-dtype")) &&
                               isNarrowType(values.word("--exp-avg-sq-dtype"));
    if (values.has("--use-precision-aware-optimizer") && narrowMoments)
        training.momentBytes = 2;
    if (values.word("--exp-avg-dtype") == "fp8" || values.word("--exp-avg-sq-dtype") == "fp8")
        values.tell("--exp-avg-dtype", "Moments in fp8 are not simulated: they have 4 bytes.");
}

void readOptimizer(MegatronValues &values)
{
    const std::string name = values.word("--optimizer", "adam");
    TrainingSpec &training = values.sheet().scenario.training;
    training.optimizer = name == "sgd" ? Optimizer::Sgd : Optimizer::Adam;
    if (name == "ademamix")
        values.tell("--optimizer",
                    "--optimizer ademamix keeps three moments: not simulated, taken as adam.");
    else if (name != "sgd" && name != "adam" && name != "adamw")
        values.tell("--optimizer",
                    "--optimizer " + name + " is not simulated: taken as adam, with two moments.");
}

// Transformer Engine's is one kernel each way; the "native" fusion (core/fusions/
// fused_cross_entropy.py) still passes over a copy in fp32 several times.
void readLoss(MegatronValues &values)
{
    values.sheet().scenario.cluster.software.fusedLoss =
        values.has("--cross-entropy-loss-fusion") &&
        values.word("--cross-entropy-fusion-impl") == "te";
}

} // namespace

void readMegatronTraining(MegatronValues &values)
{
    readBatches(values);
    readPrecision(values);
    readOptimizer(values);
    readLoss(values);
    values.sheet().scenario.training.pass = Pass::Training;
}

} // namespace core
