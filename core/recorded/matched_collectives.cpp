// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/matched_collectives.h"

#include "core/base/median.h"
#include "core/recorded/collective_operation.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace core {
namespace {

// A call of a rank, with what tells which collective it is.
struct PlacedCall
{
    std::uint32_t group = 0;
    std::int64_t step = 0;
    std::int64_t place = 0; // in the group and step, or the number that the trace gives
    std::size_t rank = 0;
    std::int64_t begin = 0;
    std::int64_t end = 0;
    CollectiveCall call;
};

bool isBetweenAll(const CollectiveCall &call)
{
    if (call.operation >= kUnknownOperation)
        return true;
    const std::string_view id = idOfOperation(call.operation);
    return id != "send" && id != "receive" && id != "send-receive";
}

// The step that a time lies in; -1: before the first.
std::int64_t stepAt(const std::vector<RecordedStep> &steps, std::int64_t time)
{
    const auto after = std::ranges::upper_bound(steps, time, {}, &RecordedStep::begin);
    return after == steps.begin() ? -1 : std::prev(after)->number;
}

std::vector<PlacedCall> callsOf(const RecordedRank &rank, std::size_t index)
{
    std::vector<std::optional<PlacedCall>> byCall(rank.calls.size());
    for (const RecordedStream &stream : rank.streams) {
        for (const RecordedSpan &span : stream.spans) {
            if (span.call == RecordedSpan::kNoCall)
                continue;
            const auto number = static_cast<std::size_t>(span.call);
            std::optional<PlacedCall> &placed = byCall[number];
            if (!placed)
                placed = {.rank = index,
                          .begin = span.begin,
                          .end = span.end,
                          .call = rank.calls[number]};
            placed->begin = std::min(placed->begin, span.begin);
            placed->end = std::max(placed->end, span.end);
        }
    }
    std::vector<PlacedCall> calls;
    for (const std::optional<PlacedCall> &placed : byCall) {
        if (placed && isBetweenAll(placed->call))
            calls.push_back(*placed);
    }
    return calls;
}

void place(std::vector<PlacedCall> &calls, const std::vector<RecordedStep> &steps)
{
    std::ranges::stable_sort(calls, {}, &PlacedCall::begin);
    std::map<std::pair<std::uint32_t, std::int64_t>, std::int64_t> next; // by group and step
    for (PlacedCall &call : calls) {
        call.group = call.call.group;
        if (call.call.sequence >= 0) {
            call.step = -2; // of no step: the number counts through the whole run
            call.place = call.call.sequence;
            continue;
        }
        call.step = steps.empty() ? 0 : stepAt(steps, call.begin);
        call.place = next[{call.group, call.step}]++;
    }
}

auto keyOf(const PlacedCall &call)
{
    return std::tuple(call.group, call.step, call.place);
}

// The calls of one place, in order of rank; nothing if they are no collective of at least two.
std::optional<MatchedCollective> matched(std::span<const PlacedCall> calls)
{
    const PlacedCall &first = calls.front();
    MatchedCollective collective = {.operation = first.call.operation,
                                    .group = first.group,
                                    .message = first.call.message,
                                    .parts = {}};
    for (const PlacedCall &call : calls) {
        const bool again = !collective.parts.empty() && collective.parts.back().rank == call.rank;
        if (again || call.call.operation != collective.operation)
            return {};
        collective.message = std::max(collective.message, call.call.message);
        collective.parts.push_back({call.rank, call.begin, call.end});
    }
    if (collective.parts.size() < 2)
        return {};
    return collective;
}

} // namespace

CollectiveMatches matchCollectives(const RecordedRun &run)
{
    std::vector<PlacedCall> all;
    for (std::size_t rank = 0; rank < run.ranks.size(); ++rank) {
        std::vector<PlacedCall> calls = callsOf(run.ranks[rank], rank);
        place(calls, run.ranks[rank].steps);
        all.insert(all.end(), calls.begin(), calls.end());
    }
    std::ranges::stable_sort(all, [](const PlacedCall &a, const PlacedCall &b) {
        return std::tuple(keyOf(a), a.rank, a.begin) < std::tuple(keyOf(b), b.rank, b.begin);
    });
    CollectiveMatches matches;
    for (auto first = all.begin(); first != all.end();) {
        const auto behind = std::find_if(
            first, all.end(), [&](const PlacedCall &call) { return keyOf(call) != keyOf(*first); });
        if (std::optional<MatchedCollective> collective = matched({first, behind}))
            matches.collectives.push_back(std::move(*collective));
        else
            matches.alone += behind - first;
        first = behind;
    }
    std::ranges::stable_sort(matches.collectives, {}, [](const MatchedCollective &collective) {
        return collective.parts.front().end;
    });
    return matches;
}

namespace {

// How much later the collectives that two ranks share end on the clock of the second, ns.
struct SharedEnds
{
    std::size_t from = 0; // index of a rank
    std::size_t to = 0;
    std::vector<std::int64_t> later = {};
};

std::vector<SharedEnds> sharedEnds(const CollectiveMatches &matches)
{
    std::map<std::pair<std::size_t, std::size_t>, std::vector<std::int64_t>> later;
    for (const MatchedCollective &collective : matches.collectives) {
        if (collective.operation >= kUnknownOperation ||
            !kCollectiveOperations[collective.operation].endsTogether)
            continue;
        const CollectivePart &first = collective.parts.front();
        for (std::size_t i = 1; i < collective.parts.size(); ++i) {
            const CollectivePart &part = collective.parts[i];
            later[{first.rank, part.rank}].push_back(part.end - first.end);
        }
    }
    std::vector<SharedEnds> shared;
    for (auto &[pair, differences] : later)
        shared.push_back({pair.first, pair.second, std::move(differences)});
    return shared;
}

void shiftClock(RecordedRank &rank, std::int64_t by)
{
    rank.clockShift += by;
    for (RecordedStream &stream : rank.streams) {
        for (RecordedSpan &span : stream.spans) {
            span.begin += by;
            span.end += by;
            if (span.launch != RecordedSpan::kNoLaunch)
                span.launch += by;
        }
    }
    for (RecordedStep &step : rank.steps) {
        step.begin += by;
        step.end += by;
    }
    for (RecordedMemory &memory : rank.memory)
        memory.time += by;
}

using Shifts = std::vector<std::optional<std::int64_t>>; // ns, by rank; nothing: not connected

// From rank to rank over those that share collectives, beginning with the first.
Shifts clockShifts(std::size_t ranks, const std::vector<SharedEnds> &shared)
{
    constexpr std::int64_t kFurthest = std::int64_t{1} << 60; // ns; beyond it clocks are damaged
    std::vector<std::vector<std::pair<std::size_t, std::int64_t>>> next(ranks);
    for (const SharedEnds &ends : shared) {
        const std::int64_t later = medianOf(ends.later);
        next[ends.from].push_back({ends.to, -later});
        next[ends.to].push_back({ends.from, later});
    }
    Shifts shift(ranks);
    std::vector<std::size_t> known = {0};
    shift[0] = 0;
    for (std::size_t i = 0; i < known.size(); ++i) {
        for (const auto &[rank, by] : next[known[i]]) {
            const std::int64_t whole = *shift[known[i]] + by;
            if (shift[rank] || std::abs(whole) > kFurthest)
                continue;
            shift[rank] = whole;
            known.push_back(rank);
        }
    }
    return shift;
}

// By how much ends differ with these shifts, in the median; ns.
std::int64_t residueOf(const std::vector<SharedEnds> &shared, const Shifts &shift)
{
    std::vector<std::int64_t> residues;
    for (const SharedEnds &ends : shared) {
        if (!shift[ends.from] || !shift[ends.to])
            continue;
        for (const std::int64_t later : ends.later)
            residues.push_back(std::abs(later + *shift[ends.to] - *shift[ends.from]));
    }
    return residues.empty() ? 0 : medianOf(std::move(residues));
}

} // namespace

ClockAgreement agreeClocks(RecordedRun &run, const CollectiveMatches &matches)
{
    ClockAgreement agreement;
    if (run.ranks.empty())
        return agreement;
    const std::vector<SharedEnds> shared = sharedEnds(matches);
    const Shifts shift = clockShifts(run.ranks.size(), shared);
    agreement.residue = residueOf(shared, shift);
    for (std::size_t rank = 0; rank < run.ranks.size(); ++rank) {
        if (!shift[rank])
            agreement.apart.push_back(run.ranks[rank].rank);
        const std::int64_t by = shift[rank].value_or(0);
        agreement.shifted = agreement.shifted || by != 0;
        agreement.largestShift = std::max(agreement.largestShift, std::abs(by));
        if (by != 0)
            shiftClock(run.ranks[rank], by);
    }
    return agreement;
}

} // namespace core
