// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/complete_batch.h"

#include "core/scenario/check.h"
#include "core/scenario/way_out.h"

#include <algorithm>

namespace core {
namespace {

constexpr std::int64_t kWellFed = 4; // micro-batches for each stage: idle at most 1 / 5 of the rest

// Micro-batches of each replica that the stages need, by how far the batch may be cut.
std::int64_t needOf(const Draft &draft, std::int64_t samples)
{
    const std::int64_t ranks = ranksToFeed(draft.scenario);
    if (draft.cut == Cut::AsAsked || draft.cut == Cut::Whole)
        return 1;
    const bool well = draft.cut == Cut::Well || draft.takesTurns; // then there is no size to hold
    return std::min(well ? kWellFed * ranks : ranks, samples);
}

// The batch that all replicas can share, each with enough for its stages; the nearest to the one
// that was asked for. Replicas that it cannot feed keep the share that each was asked to have: the
// same experiment on more devices (weak scaling), in which one number moves, not three. So does a
// batch that gives way beside a size that is held: the nearest that can be cut into that size.
std::int64_t sharedBatch(Draft &draft, std::int64_t size = 1)
{
    const std::int64_t replicas = draft.scenario.parallel.data;
    const std::int64_t wanted = draft.batch.global;
    const std::int64_t ranks =
        draft.cut == Cut::Enough || draft.cut == Cut::Well ? ranksToFeed(draft.scenario) : 1;
    const bool starves = draft.newest != Setting::GlobalBatch && wanted / replicas < ranks;
    // A batch that passed as a whole is cut for the stages, not multiplied.
    const std::int64_t share = draft.takesTurns
                                   ? std::max(draft.batch.each * draft.batch.count, ranks)
                                   : draft.batch.each * std::max(draft.batch.count, ranks);
    if (starves && !draft.splitAsked && share > 1 && share <= kMaxSamples / replicas) {
        draft.because(Setting::GlobalBatch, {Because::ShareStays, share});
        return replicas * share;
    }
    if (starves && ranks > 1) {
        draft.because(Setting::GlobalBatch,
                      {Because::StagesNeedWork, draft.scenario.parallel.pipeline, ranks});
        return replicas * ranks;
    }
    if (wanted % replicas == 0)
        return wanted;
    draft.because(
        Setting::GlobalBatch,
        {wanted < replicas ? Because::ReplicasNeedOne : Because::ReplicasDivide, replicas});
    return nearestMultiple(wanted, wanted / replicas / size >= ranks ? replicas * size : replicas);
}

// The number of micro-batches follows.
void countFollows(Draft &draft)
{
    TrainingSpec &training = draft.scenario.training;
    const std::int64_t replicas = draft.scenario.parallel.data;
    std::int64_t each = draft.batch.each;
    if (draft.newest == Setting::MicroBatch) {
        training.microBatch = each;
        training.globalBatch = nearestMultiple(draft.batch.global, replicas * each);
        if (training.globalBatch != draft.batch.global)
            draft.because(Setting::GlobalBatch, {Because::SizeDivides, each});
        return;
    }
    training.globalBatch = sharedBatch(draft, each);
    const std::int64_t samples = training.globalBatch / replicas;
    if (samples % each != 0) {
        each = divisorUpTo(samples, each);
        draft.because(Setting::MicroBatch, {Because::SamplesDivide, samples});
    }
    // The size holds while each stage has work: more than that is no reason for it to give way.
    const std::int64_t need = needOf(draft, samples);
    if (samples / each < std::min(need, ranksToFeed(draft.scenario))) {
        each = divisorUpTo(samples, samples / need);
        draft.because(Setting::MicroBatch,
                      {Because::StagesNeedWork, draft.scenario.parallel.pipeline, samples / each});
    }
    training.microBatch = each;
}

// Their size follows.
void sizeFollows(Draft &draft)
{
    TrainingSpec &training = draft.scenario.training;
    const ParallelSpec &parallel = draft.scenario.parallel;
    const bool fixed = parallel.schedule == kOwnSchedule;
    std::int64_t count = draft.batch.count;
    if (fixed && parallel.own.order && draft.newest != Setting::MicroBatches)
        count = parallel.own.order->microBatches;
    if (fixed || draft.newest == Setting::MicroBatches) {
        const std::int64_t step = parallel.data * count;
        const bool sizeHolds = draft.newest == Setting::MicroBatch;
        training.globalBatch =
            sizeHolds ? step * draft.batch.each : nearestMultiple(draft.batch.global, step);
        training.microBatch = training.globalBatch / step;
        if (training.globalBatch != draft.batch.global)
            draft.because(Setting::GlobalBatch,
                          {fixed ? Because::OrderIsFixed : Because::PartsDivide, step});
        return;
    }
    training.globalBatch = sharedBatch(draft);
    const std::int64_t samples = training.globalBatch / parallel.data;
    const std::int64_t need = needOf(draft, samples);
    count = nearestDivisor(samples, std::max(count, need));
    if (count < need)
        count = divisorFrom(samples, need);
    if (count != draft.batch.count)
        draft.because(Setting::MicroBatches,
                      draft.batch.count < need
                          ? Reason{Because::StagesNeedWork, parallel.pipeline, count}
                          : Reason{Because::SamplesDivide, samples});
    training.microBatch = samples / count;
}

// Each replica keeps its share.
void globalFollows(Draft &draft)
{
    TrainingSpec &training = draft.scenario.training;
    const std::int64_t replicas = draft.scenario.parallel.data;
    const std::int64_t most = std::max<std::int64_t>(1, kMaxSamples / replicas);
    training.microBatch = std::min(draft.batch.each, most);
    const std::int64_t need = needOf(draft, kMaxSamples);
    std::int64_t count = draft.batch.count;
    if (draft.cut == Cut::Enough || draft.cut == Cut::Well)
        count = std::max(count, std::min(need, ranksToFeed(draft.scenario)));
    if (count != draft.batch.count)
        draft.because(Setting::MicroBatches,
                      {Because::StagesNeedWork, draft.scenario.parallel.pipeline, count});
    count = std::clamp<std::int64_t>(most / training.microBatch, 1, count);
    training.globalBatch = replicas * training.microBatch * count;
    draft.because(Setting::GlobalBatch, {Because::ShareStays, training.microBatch * count});
}

// Devices that take turns get the whole batch at once.
void passWhole(Draft &draft, BatchPart follows)
{
    TrainingSpec &training = draft.scenario.training;
    const std::int64_t replicas = draft.scenario.parallel.data;
    const std::int64_t share = draft.batch.each * draft.batch.count;
    training.globalBatch = follows == BatchPart::Global ? replicas * share : sharedBatch(draft);
    training.microBatch = training.globalBatch / replicas;
    draft.because(Setting::MicroBatch, {Because::BatchIsWhole});
    draft.because(Setting::MicroBatches, {Because::BatchIsWhole});
}

// No more visits than can be counted.
void boundVisits(Scenario &scenario)
{
    TrainingSpec &training = scenario.training;
    const std::int64_t perRound = scenario.parallel.data * training.microBatch;
    const std::int64_t most = std::max<std::int64_t>(
        1, std::min(kMaxActions / visitsOfMicroBatch(scenario), kMaxSamples / perRound));
    if (training.globalBatch / perRound > most)
        training.globalBatch = most * perRound;
}

} // namespace

void divideBatch(Draft &draft, BatchPart follows)
{
    if (draft.cut == Cut::Whole && isOneAtATime(draft.scenario.parallel.schedule))
        passWhole(draft, follows);
    else if (follows == BatchPart::MicroBatch || draft.scenario.parallel.schedule == kOwnSchedule)
        sizeFollows(draft);
    else if (follows == BatchPart::Count)
        countFollows(draft);
    else
        globalFollows(draft);
    boundVisits(draft.scenario);
}

} // namespace core
