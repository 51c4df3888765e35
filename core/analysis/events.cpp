// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/events.h"

#include "core/base/text.h"
#include "core/plan/batch_words.h"

#include <algorithm>

namespace core {
namespace {

// Starts of work, and of the waits that decide the step.
bool isEvent(const SpanTag &tag)
{
    return tag.kind != SpanKind::Wait || tag.cause == IdleCause::GradientSync ||
           tag.cause == IdleCause::Barrier || tag.cause == IdleCause::Straggler;
}

std::optional<Event> nextOfRow(const Trace &trace, int row, std::int64_t after)
{
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    if (range.count == 0)
        return std::nullopt;
    for (std::size_t i = trace.spanAt(row, after); i < range.first + range.count; ++i) {
        if (trace.begin[i] > after && isEvent(trace.tag[i]))
            return Event{{trace.begin[i]}, row, trace.span(i)};
    }
    return std::nullopt;
}

std::optional<Event> previousOfRow(const Trace &trace, int row, std::int64_t before)
{
    const Trace::RowRange range = trace.rows[static_cast<std::size_t>(row)];
    if (range.count == 0)
        return std::nullopt;
    for (std::size_t i = trace.spanAt(row, before) + 1; i-- > range.first;) {
        if (trace.begin[i] < before && isEvent(trace.tag[i]))
            return Event{{trace.begin[i]}, row, trace.span(i)};
    }
    return std::nullopt;
}

template <class OfRow, class Better>
std::optional<Event> bestEvent(const Trace &trace, int onlyRow, OfRow ofRow, Better better)
{
    std::optional<Event> best;
    for (int row = 0; row < static_cast<int>(trace.rows.size()); ++row) {
        if (onlyRow >= 0 && row != onlyRow)
            continue;
        const std::optional<Event> candidate = ofRow(row);
        if (candidate && (!best || better(candidate->time, best->time)))
            best = candidate;
    }
    return best;
}

constexpr std::size_t kMostRingSteps = 64; // of a whole step of training, to stop at each

const GradientBucket &bucketOf(const Snapshot &snapshot, const Collective &collective)
{
    return snapshot.plan.sync[static_cast<std::size_t>(collective.group)]
        .buckets[static_cast<std::size_t>(collective.bucket)];
}

int ringSteps(const Snapshot &snapshot, const Collective &collective)
{
    const int steps = stepsOfBucket(snapshot.plan.sync[static_cast<std::size_t>(collective.group)],
                                    bucketOf(snapshot, collective));
    const std::size_t all = snapshot.trace.collectives.size() * static_cast<std::size_t>(steps);
    return all <= kMostRingSteps ? steps : 1;
}

// When a step of a ring begins. Rounded up, as the moment that shows this step is found.
std::int64_t ringStepBegin(const Collective &collective, int step, int steps)
{
    return collective.begin + ((collective.end - collective.begin) * step + steps - 1) / steps;
}

// The first event of a ring after this time, or the last one before it.
template <class Comes>
void improve(std::optional<Event> &best, const Snapshot &snapshot, Comes comesBefore)
{
    const std::vector<Collective> &all = snapshot.trace.collectives;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const int steps = ringSteps(snapshot, all[i]);
        for (int step = 0; step < steps; ++step) {
            const std::int64_t time = ringStepBegin(all[i], step, steps);
            if (comesBefore(time, best))
                best = Event{.time = {time}, .collective = static_cast<int>(i), .ringStep = step};
        }
    }
}

Words stepWords(const GradientBucket &bucket, bool firstHalf)
{
    if (bucket.kind == BucketKind::Weights)
        return inContext("Event", "each GPU passes on updated weights");
    if (bucket.kind == BucketKind::TiedEmbedding)
        return firstHalf
                   ? inContext("Event",
                               "the first and last stages exchange gradients of the tied embedding")
                   : inContext("Event", "the first and last stages exchange the sums");
    if (bucket.algorithm == AllReduce::Tree)
        return firstHalf ? inContext("Event", "partial sums go up the tree")
                         : inContext("Event", "totals come down the tree");
    return firstHalf ? inContext("Event", "each GPU adds its share to a chunk and passes it on")
                     : inContext("Event", "each GPU passes on a summed chunk");
}

Words bucketWords(const GradientBucket &bucket)
{
    if (bucket.kind == BucketKind::Weights)
        return inContext("Event", "updated weights are gathered");
    if (bucket.kind == BucketKind::TiedEmbedding)
        return inContext("Event",
                         "the first and last stages sum the gradients of the tied embedding");
    if (bucket.algorithm == AllReduce::Tree)
        return inContext("Event", "the gradients go up a tree of GPUs and back down");
    if (bucket.algorithm == AllReduce::Hierarchical)
        return inContext("Event", "the gradients are summed within each node, then across nodes");
    return inContext("Event", "the gradients go round the ring");
}

std::string ringSentence(const Snapshot &snapshot, const Event &event)
{
    const Collective &collective =
        snapshot.trace.collectives[static_cast<std::size_t>(event.collective)];
    const GradientSync &sync = snapshot.plan.sync[static_cast<std::size_t>(collective.group)];
    const int steps = ringSteps(snapshot, collective);
    const GradientBucket &bucket = bucketOf(snapshot, collective);
    std::string text =
        phrase(steps == 1 ? bucketWords(bucket) : stepWords(bucket, 2 * event.ringStep < steps));
    if (steps > 1)
        text = phrase(inContext("Event", "%1 (step %2 of %3)"),
                      {text, std::to_string(event.ringStep + 1), std::to_string(steps)});
    if (sync.buckets.size() > 1)
        text = phrase(
            inContext("Event", "%1, bucket %2 of %3"),
            {text, std::to_string(collective.bucket + 1), std::to_string(sync.buckets.size())});
    return text;
}

std::string who(const Plan &plan, const std::vector<int> &devices)
{
    if (devices.size() == plan.rowOfDevice.size() && devices.size() > 1)
        return phrase(kEveryGpu);
    if (devices.size() == 1)
        return deviceName(devices.front());
    if (devices.size() == 2)
        return phrase(inContext("Event", "%1 and 1 other"), {deviceName(devices.front())});
    return phrase(inContext("Event", "%1 and %2 others"),
                  {deviceName(devices.front()),
                   figureOfCount(static_cast<std::int64_t>(devices.size()) - 1)});
}

// "GPU 5, which is slow"
std::string awaitedBy(const Snapshot &snapshot, const Event &event)
{
    const auto row = static_cast<std::size_t>(event.row);
    const int awaited =
        event.span.wait < 0
            ? -1
            : snapshot.trace.waits[row][static_cast<std::size_t>(event.span.wait)].awaitedRow;
    if (awaited < 0)
        return phrase(inContext("Event", "the others"));
    const RowPlan &other = snapshot.plan.rows[static_cast<std::size_t>(awaited)];
    const std::string name = deviceName(other.devices.front());
    return other.speed < 1 ? phrase(inContext("Event", "%1, which is slow"), {name}) : name;
}

// The devices that begin the same thing at the same time, and their replicas.
struct Companions
{
    std::vector<int> devices;
    std::vector<int> replicas; // each once
};

int chunkOf(const Plan &plan, int row, int stage)
{
    return chunkNumber(plan, plan.rows[static_cast<std::size_t>(row)].pipelineRank, stage);
}

// With the numbers on the tokens: "chunk 2 of micro-batches 5, 13 and 21".
std::string batchesOf(const Plan &plan, const Event &event, const std::vector<int> &replicas)
{
    const SpanTag tag = event.span.tag;
    const int chunk = chunkOf(plan, event.row, tag.stage);
    const std::string text =
        batchesText(plan.shownNumbers(), replicas, static_cast<int>(tag.microBatch), plan.training);
    return chunk > 0 ? phrase(inContext("Event", "chunk %1 of %2"), {std::to_string(chunk), text})
                     : text;
}

struct Starting
{
    SpanKind kind;
    Words one;
    Words several;
};

constexpr Starting kStarting[] = {
    {SpanKind::Forward, inContext("Event", "%1 starts the forward pass of %2"),
     inContext("Event", "%1 start the forward pass of %2")},
    {SpanKind::Backward, inContext("Event", "%1 starts the backward pass of %2"),
     inContext("Event", "%1 start the backward pass of %2")},
    {SpanKind::BackwardInput, inContext("Event", "%1 starts the input gradient of %2"),
     inContext("Event", "%1 start the input gradient of %2")},
    {SpanKind::BackwardWeight, inContext("Event", "%1 starts the weight gradient of %2"),
     inContext("Event", "%1 start the weight gradient of %2")},
    {SpanKind::Recompute, inContext("Event", "%1 starts recomputing %2"),
     inContext("Event", "%1 start recomputing %2")},
    {SpanKind::Optimizer, inContext("Event", "%1 starts the optimizer step"),
     inContext("Event", "%1 start the optimizer step")},
    {SpanKind::Communication, inContext("Event", "%1 starts exchanging data"),
     inContext("Event", "%1 start exchanging data")},
    {SpanKind::Other, inContext("Event", "%1 starts other work"),
     inContext("Event", "%1 start other work")},
    {SpanKind::Product, inContext("Event", "%1 starts a matrix product"),
     inContext("Event", "%1 start a matrix product")},
    {SpanKind::Attention, inContext("Event", "%1 starts attention"),
     inContext("Event", "%1 start attention")},
    {SpanKind::Copy, inContext("Event", "%1 starts a copy"), inContext("Event", "%1 start a copy")},
};
constexpr Starting kUpdating = {SpanKind::Optimizer,
                                inContext("Event", "%1 starts updating its weights after %2"),
                                inContext("Event", "%1 start updating its weights after %2")};
constexpr Starting kWaiting = {SpanKind::Wait, inContext("Event", "%1 waits for %2"),
                               inContext("Event", "%1 wait for %2")};
constexpr Starting kSyncing = {SpanKind::Wait,
                               inContext("Event", "%1 has finished computing and syncs gradients"),
                               inContext("Event", "%1 have finished computing and sync gradients")};

const Starting &startingWords(const Plan &plan, const SpanTag &tag)
{
    if (tag.kind == SpanKind::Wait)
        return tag.cause == IdleCause::GradientSync ? kSyncing : kWaiting;
    if (tag.kind == SpanKind::Optimizer && plan.order.asynchronous)
        return kUpdating;
    return *std::ranges::find(kStarting, tag.kind, &Starting::kind);
}

std::string startSentence(const Snapshot &snapshot, const Event &event, const Companions &starting)
{
    const Plan &plan = snapshot.plan;
    const std::size_t devices = starting.devices.size();
    const bool one = devices == 1 || devices == plan.rowOfDevice.size();
    const Starting &words = startingWords(plan, event.span.tag);
    std::string what;
    if (event.span.tag.kind == SpanKind::Wait)
        what = awaitedBy(snapshot, event);
    else if (plan.ranks() == 1 && plan.order.microBatches == 1)
        what = phrase(inContext("Event", "its samples"));
    else
        what = batchesOf(plan, event, starting.replicas);
    return phrase(one ? words.one : words.several, {who(plan, starting.devices), what});
}

Companions companions(const Snapshot &snapshot, const Event &event)
{
    Companions found;
    const Trace &trace = snapshot.trace;
    const Plan &plan = snapshot.plan;
    const int chunk = chunkOf(plan, event.row, event.span.tag.stage);
    for (int row = 0; row < static_cast<int>(trace.rows.size()); ++row) {
        const Span span = trace.span(trace.spanAt(row, event.time.count));
        const SpanTag tag = span.tag;
        if (span.begin != event.time.count || tag.kind != event.span.tag.kind ||
            tag.microBatch != event.span.tag.microBatch || chunkOf(plan, row, tag.stage) != chunk)
            continue;
        const RowPlan &more = plan.rows[static_cast<std::size_t>(row)];
        found.devices.insert(found.devices.end(), more.devices.begin(), more.devices.end());
        found.replicas.insert(found.replicas.end(), more.replicas.begin(), more.replicas.end());
    }
    std::ranges::sort(found.devices);
    std::ranges::sort(found.replicas);
    const auto again = std::ranges::unique(found.replicas);
    found.replicas.erase(again.begin(), again.end());
    return found;
}

} // namespace

std::optional<Event> nextEvent(const Snapshot &snapshot, Nanos after, int row)
{
    const Trace &trace = snapshot.trace;
    if (trace.rows.empty() || after.count >= trace.stop)
        return std::nullopt;
    std::optional<Event> next = bestEvent(
        trace, row, [&](int each) { return nextOfRow(trace, each, after.count); },
        [](Nanos a, Nanos b) { return a < b; });
    if (row < 0)
        improve(next, snapshot, [&](std::int64_t time, const std::optional<Event> &best) {
            return time > after.count && time < trace.stop && (!best || time < best->time.count);
        });
    if (!next)
        next = Event{{trace.stop}, std::max(row, 0), {trace.stop, trace.stop, {}, -1}};
    return next;
}

std::optional<Event> previousEvent(const Snapshot &snapshot, Nanos before, int row)
{
    const Trace &trace = snapshot.trace;
    if (trace.rows.empty() || before.count <= 0)
        return std::nullopt;
    std::optional<Event> previous = bestEvent(
        trace, row, [&](int each) { return previousOfRow(trace, each, before.count); },
        [](Nanos a, Nanos b) { return a > b; });
    if (row < 0)
        improve(previous, snapshot, [&](std::int64_t time, const std::optional<Event> &best) {
            return time < before.count && (!best || time > best->time.count);
        });
    if (!previous)
        previous = Event{{0}, std::max(row, 0), trace.span(trace.spanAt(std::max(row, 0), 0))};
    return previous;
}

std::string nextEventSentence(const Snapshot &snapshot, Nanos after)
{
    const std::optional<Event> next = nextEvent(snapshot, after);
    if (!next)
        return {};
    if (next->time.count == snapshot.trace.stop)
        return snapshot.trace.completed
                   ? phrase(inContext("Event", "the step is complete"))
                   : phrase(inContext("Event", "the step stops: %1"), {snapshot.trace.diagnosis});
    if (next->collective >= 0)
        return ringSentence(snapshot, *next);
    const Companions starting = companions(snapshot, *next);
    return startSentence(snapshot, *next, starting);
}

} // namespace core
