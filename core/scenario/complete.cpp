// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/complete.h"

#include "core/scenario/complete_batch.h"
#include "core/scenario/complete_degrees.h"
#include "core/scenario/edit_schedule.h"
#include "core/scenario/grow.h"

#include <algorithm>
#include <iterator>

namespace core {
namespace {

void askGlobalBatch(Draft &draft, std::int64_t samples)
{
    draft.batch.global = samples;
}

void askMicroBatch(Draft &draft, std::int64_t samples)
{
    draft.batch.each = samples;
    draft.takesTurns = false;
    draft.cut = Cut::AsAsked;
}

void askMicroBatches(Draft &draft, std::int64_t count)
{
    draft.batch.count = count;
    draft.cut = Cut::AsAsked;
}

// In the order of Setting.
using AskFor = void (*)(Draft &, std::int64_t);
constexpr AskFor kAsks[] = {askSplit,        askDevices, askTensor,      askPipeline,
                            askData,         askContext, askExpert,      askSharding,
                            askSchedule,     askLayers,  askGlobalBatch, askMicroBatch,
                            askMicroBatches, askChunks,  askGroup,       askMemoryLimit};

} // namespace

Answer complete(const Wish &wish)
{
    Draft draft;
    draft.scenario = wish.base;
    const TrainingSpec &training = wish.base.training;
    draft.batch = {training.globalBatch, training.microBatch,
                   std::max<std::int64_t>(1, microBatchCount(wish.base))};
    draft.holdsSplit = wish.holdsSplit;
    draft.takesTurns = isOneAtATime(wish.base.parallel.schedule);
    fitToDevices(draft); // the model may have changed since the asks
    for (const Ask &ask : wish.asks) {
        const auto place = static_cast<std::size_t>(ask.setting);
        if (ask.isBase || place >= std::size(kAsks))
            continue;
        draft.newest = ask.setting;
        kAsks[place](draft, ask.value);
    }
    // A pipeline starved on purpose stays starved.
    if (draft.cut == Cut::Enough && microBatchCount(wish.base) < ranksToFeed(wish.base))
        draft.cut = Cut::AsAsked;
    dropStale(draft);
    divideBatch(draft, wish.follows);
    dropStale(draft); // a custom schedule is for one number of micro-batches
    return {std::move(draft.scenario), draft.reasons};
}

} // namespace core
