// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/wish_words.h"

#include "core/base/language.h"
#include "core/base/text.h"

#include <iterator>

namespace core {
namespace {

constexpr Words kNames[] = {inContext("WhatIf", "Split"),
                            inContext("WhatIf", "GPUs"),
                            inContext("WhatIf", "Tensor"),
                            inContext("WhatIf", "Stages"),
                            inContext("WhatIf", "Replicas"),
                            inContext("WhatIf", "Context"),
                            inContext("WhatIf", "Expert"),
                            inContext("WhatIf", "Sharding"),
                            inContext("WhatIf", "Schedule"),
                            inContext("WhatIf", "Layers"),
                            inContext("WhatIf", "Global batch"),
                            inContext("WhatIf", "Micro-batch size"),
                            inContext("WhatIf", "Micro-batches"),
                            inContext("WhatIf", "Chunks per GPU"),
                            inContext("WhatIf", "Group size"),
                            inContext("WhatIf", "Activation limit"),
                            inContext("WhatIf", "Layers of each stage"),
                            inContext("WhatIf", "Placement"),
                            inContext("WhatIf", "Slow GPUs and links")};
static_assert(std::size(kNames) == kSettingCount);

// One row for each Because; %1 and %2 are its numbers.
constexpr Words kReasons[] = {
    {"WhatIf", ""},
    inContext("WhatIf", "so that the global batch stays %1"),
    inContext("WhatIf", "so that each replica keeps its %1"),
    inContext("WhatIf", "because each of %1 replicas needs a sample"),
    inContext("WhatIf", "because %1 stages need %2 micro-batches"),
    inContext("WhatIf", "so that %1 replicas get equal shares"),
    inContext("WhatIf", "so that it divides the %1 of a replica"),
    inContext("WhatIf", "so that it can be cut into %1 equal parts"),
    inContext("WhatIf", "so that it can be cut into micro-batches of %1"),
    inContext("WhatIf", "because GPUs that take turns run the batch in one piece"),
    inContext("WhatIf", "so that %1 GPUs are used"),
    inContext("WhatIf", "the product of the degrees"),
    inContext("WhatIf", "because this split needs %1 GPUs"),
    inContext("WhatIf", "because it must divide %1 attention heads"),
    inContext("WhatIf", "because the model has %1 layers"),
    inContext("WhatIf", "because this schedule cannot have replicas"),
    inContext("WhatIf", "because the schedule was made for another shape"),
    inContext("WhatIf", "the default of this split"),
};
static_assert(std::size(kReasons) == static_cast<std::size_t>(Because::SplitSets) + 1);

// Where what is counted may be a single one.
Words wordsOf(const Reason &reason)
{
    if (reason.because == Because::DevicesAreUsed && reason.number == 1)
        return inContext("WhatIf", "so that one GPU is used");
    if (reason.because == Because::LayersSuffice && reason.number == 1)
        return inContext("WhatIf", "because the model has one layer");
    return kReasons[static_cast<std::size_t>(reason.because)];
}

std::string samplesText(std::int64_t count)
{
    return count == 1 ? phrase(inContext("Figures", "1 sample"))
                      : phrase(inContext("Figures", "%1 samples"), {figureOfCount(count)});
}

} // namespace

std::string nameOfSetting(Setting setting)
{
    return phrase(kNames[static_cast<std::size_t>(setting)]);
}

std::string textOfReason(const Reason &reason)
{
    if (reason.because == Because::Nothing)
        return {};
    const bool ofSamples =
        reason.because == Because::ShareStays || reason.because == Because::SamplesDivide;
    return phrase(wordsOf(reason),
                  {ofSamples ? samplesText(reason.number) : figureOfCount(reason.number),
                   figureOfCount(reason.other)});
}

} // namespace core
