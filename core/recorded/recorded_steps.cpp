// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/recorded_steps.h"

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace core {
namespace {

using Spans = std::span<const RecordedSpan>;

void extendMarkedSteps(RecordedRank &rank)
{
    std::ranges::stable_sort(rank.steps, {}, &RecordedStep::begin);
    std::vector<RecordedStep> &steps = rank.steps;
    // A step is marked once; what has a number that was there is another thread's, or damage.
    std::vector<RecordedStep> marks;
    for (const RecordedStep &step : steps) {
        if (marks.empty() || step.number > marks.back().number)
            marks.push_back(step);
    }
    steps = marks;
    for (const RecordedStream &stream : rank.streams) {
        for (const RecordedSpan &span : stream.spans) {
            if (span.launch == RecordedSpan::kNoLaunch)
                continue;
            auto mark = std::ranges::upper_bound(marks, span.launch, {}, &RecordedStep::begin);
            if (mark == marks.begin() || span.launch >= (--mark)->end)
                continue;
            RecordedStep &step = steps[static_cast<std::size_t>(mark - marks.begin())];
            step.end = std::max(step.end, span.end);
        }
    }
    for (std::size_t i = 1; i < steps.size(); ++i) {
        steps[i].begin = std::max(steps[i].begin, steps[i - 1].end);
        steps[i].end = std::max(steps[i].end, steps[i].begin);
    }
}

const RecordedStream *busiestStream(const RecordedRank &rank)
{
    const auto busy = [](const RecordedStream &stream) {
        std::int64_t sum = 0;
        for (const RecordedSpan &span : stream.spans)
            sum += span.end - span.begin;
        return sum;
    };
    const auto most = std::ranges::max_element(rank.streams, {}, busy);
    return most == rank.streams.end() ? nullptr : &*most;
}

// Of the spans that have another that many later, the share that has the same name.
double repetition(Spans spans, std::size_t lag)
{
    std::size_t same = 0;
    for (std::size_t i = lag; i < spans.size(); ++i)
        same += spans[i].name == spans[i - lag].name;
    return static_cast<double>(same) / static_cast<double>(spans.size() - lag);
}

// Distances between spans of the same name, those of rare names first: what comes once in a step is
// a step away from the next.
std::vector<std::size_t> likelyPeriods(Spans spans)
{
    constexpr std::size_t kMostPeriods = 64;
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> places; // by name
    for (std::size_t i = 0; i < spans.size(); ++i)
        places[spans[i].name].push_back(i);
    std::vector<const std::vector<std::size_t> *> byRarity;
    for (const auto &[name, indices] : places) {
        if (indices.size() > 1)
            byRarity.push_back(&indices);
    }
    std::ranges::sort(byRarity, {}, [](const auto *indices) {
        return std::pair(indices->size(), indices->front());
    });
    std::vector<std::size_t> periods;
    for (const auto *indices : byRarity) {
        const std::size_t middle = indices->size() / 2;
        for (const std::size_t distance :
             {(*indices)[1] - (*indices)[0], (*indices)[middle] - (*indices)[middle - 1]}) {
            if (2 * distance <= spans.size() &&
                std::ranges::find(periods, distance) == periods.end())
                periods.push_back(distance);
        }
        if (periods.size() >= kMostPeriods)
            break;
    }
    std::ranges::sort(periods);
    return periods;
}

// How many spans a step has; 0: they do not repeat.
std::size_t periodOf(Spans spans)
{
    // Layers repeat within a step, but what stands between them does not: a true period repeats
    // better than that of the layers, and its multiples no better than it does.
    constexpr double kRepeats = 0.9;
    constexpr double kBetter = 0.005;
    const std::vector<std::size_t> periods = likelyPeriods(spans);
    std::vector<double> shares;
    for (const std::size_t period : periods)
        shares.push_back(repetition(spans, period));
    const auto best = std::ranges::max_element(shares);
    if (best == shares.end() || *best < kRepeats)
        return 0;
    const auto first =
        std::ranges::find_if(shares, [&](double share) { return share >= *best - kBetter; });
    return periods[static_cast<std::size_t>(first - shares.begin())];
}

// Steps begin behind the optimizer, or without one where streams wait longest.
std::size_t phaseOf(Spans spans, std::size_t period, const NameTable &names)
{
    for (std::size_t i = period; i > 0; --i) {
        const bool last = names.kind(spans[i - 1].name) == KernelKind::Optimizer &&
                          names.kind(spans[i].name) != KernelKind::Optimizer;
        if (last)
            return i % period;
    }
    std::vector<std::int64_t> gap(period, 0);
    for (std::size_t i = 1; i < spans.size(); ++i)
        gap[i % period] += spans[i].begin - spans[i - 1].end;
    return static_cast<std::size_t>(std::ranges::max_element(gap) - gap.begin());
}

} // namespace

void findSteps(RecordedRank &rank, const NameTable &names)
{
    if (!rank.steps.empty()) {
        extendMarkedSteps(rank);
        return;
    }
    const RecordedStream *stream = busiestStream(rank);
    if (!stream)
        return;
    const Spans spans = stream->spans;
    const std::size_t period = periodOf(spans);
    if (period == 0)
        return;
    const std::size_t phase = phaseOf(spans, period, names);
    for (std::size_t at = phase; at + period <= spans.size(); at += period) {
        const bool last = at + period == spans.size();
        rank.steps.push_back({.number = static_cast<std::int64_t>(rank.steps.size()),
                              .begin = spans[at].begin,
                              .end = last ? spans.back().end : spans[at + period].begin});
    }
    rank.stepsByPeriod = !rank.steps.empty();
}

} // namespace core
