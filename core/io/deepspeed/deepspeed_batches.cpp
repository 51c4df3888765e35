// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/deepspeed/deepspeed_batches.h"

#include "core/base/text.h"
#include "core/scenario/check.h"
#include "core/scenario/constraints.h"

#include <algorithm>

namespace core {

bool isAuto(const JsonNode *node)
{
    return node && node->kind == JsonNode::Kind::String && node->text == "auto";
}

std::optional<std::int64_t> wholeIn(ObjectReader &reader, std::string_view key, std::int64_t least,
                                    std::int64_t most)
{
    const JsonNode *node = reader.find(key);
    std::int64_t value = 0;
    if (!node || isAuto(node) || !reader.take(key, value))
        return {};
    if (value >= least && value <= most)
        return value;
    reader.complain(*node, key,
                    "is " + figureOfCount(value) + ", but must be from " + figureOfCount(least) +
                        " to " + figureOfCount(most) + '.');
    return {};
}

std::optional<bool> flagIn(ObjectReader &reader, std::string_view key)
{
    bool value = false;
    if (isAuto(reader.find(key)) || !reader.take(key, value))
        return {};
    return value;
}

namespace {

// The three sizes of DeepSpeed, of which train = micro x accumulation x replicas.
struct Batches
{
    std::optional<std::int64_t> train;
    std::optional<std::int64_t> micro;
    std::optional<std::int64_t> accumulation;
    bool anyAuto = false;
};

Batches batchesIn(ObjectReader &reader)
{
    Batches batches = {wholeIn(reader, kTrainBatch, 1, kMaxSamples),
                       wholeIn(reader, kMicroBatch, 1, kMaxSamples),
                       wholeIn(reader, kAccumulation, 1, kMaxSamples)};
    for (const std::string_view key : {kTrainBatch, kMicroBatch, kAccumulation})
        batches.anyAuto |= isAuto(reader.find(key));
    return batches;
}

// Complains unless whole is a multiple of the product of the other two.
std::int64_t quotient(ObjectReader &reader, std::int64_t whole, std::int64_t part,
                      std::string_view partName, std::int64_t replicas)
{
    if (part <= whole / replicas && whole % (part * replicas) == 0)
        return whole / (part * replicas);
    const bool inRange = part <= kMaxSamples / replicas;
    reader.complain(
        *reader.find(kTrainBatch), kTrainBatch,
        "is " + figureOfCount(whole) + ", which is not a multiple of " + std::string(partName) +
            " x replicas = " + figureOfCount(part) + " x " + figureOfCount(replicas) +
            (inRange ? ": set it to " + figureOfCount(nearestMultiple(whole, part * replicas)) + '.'
                     : "."));
    return 1;
}

void checkProduct(ObjectReader &reader, const Batches &batches, std::int64_t replicas)
{
    if (!batches.accumulation) {
        quotient(reader, *batches.train, *batches.micro, kMicroBatch, replicas);
        return;
    }
    const double product = static_cast<double>(*batches.micro) *
                           static_cast<double>(*batches.accumulation) *
                           static_cast<double>(replicas);
    if (product == static_cast<double>(*batches.train))
        return;
    const bool inRange = product <= static_cast<double>(kMaxSamples);
    reader.complain(
        *reader.find(kTrainBatch), kTrainBatch,
        "is " + figureOfCount(*batches.train) + ", but " + std::string(kMicroBatch) + " x " +
            std::string(kAccumulation) + " x replicas are " + figureOfCount(*batches.micro) +
            " x " + figureOfCount(*batches.accumulation) + " x " + figureOfCount(replicas) +
            (inRange ? ": set it to " + figureOfCount(static_cast<std::int64_t>(product)) +
                           ", or leave one of them out."
                     : ": make them equal, or leave one of them out."));
}

} // namespace

void applyBatches(ObjectReader &reader, Scenario &scenario)
{
    const Batches batches = batchesIn(reader);
    const std::int64_t replicas = std::max(1, scenario.parallel.data);
    TrainingSpec &training = scenario.training;
    if (batches.train)
        training.globalBatch = *batches.train;
    if (batches.micro)
        training.microBatch = *batches.micro;
    if (batches.train && batches.micro) {
        checkProduct(reader, batches, replicas);
    } else if (batches.train && (batches.accumulation || !batches.anyAuto)) {
        training.microBatch = quotient(reader, *batches.train, batches.accumulation.value_or(1),
                                       kAccumulation, replicas);
    } else if (batches.accumulation || (batches.micro && !batches.anyAuto)) {
        const double samples = static_cast<double>(training.microBatch) *
                               static_cast<double>(batches.accumulation.value_or(1)) *
                               static_cast<double>(replicas);
        if (samples > static_cast<double>(kMaxSamples))
            reader.complain(reader.node(), kTrainBatch,
                            "would be " + figureOfNumber(samples) + ", but must be at most " +
                                figureOfCount(kMaxSamples) + '.');
        else
            training.globalBatch = static_cast<std::int64_t>(samples);
    }
}

} // namespace core
