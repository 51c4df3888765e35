// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_from_actions.h"

#include "core/base/text.h"

#include <algorithm>
#include <limits>

namespace core {
namespace {

using Route = std::vector<std::uint16_t>;
constexpr std::uint16_t kUnknown = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kMostCandidates = 16;

struct Candidate
{
    Route route;
    std::int64_t count = 0; // micro-batches that take it
};

// Where each stage of each micro-batch runs: [microBatch * stages + stage], by its forward, else
// by its backward.
Route placesOf(const ScheduleOrder &order)
{
    const auto stages = static_cast<std::size_t>(order.stages);
    Route places(stages * static_cast<std::size_t>(order.microBatches), kUnknown);
    for (const bool forward : {true, false}) {
        for (std::size_t rank = 0; rank < order.actions.size(); ++rank) {
            for (const Action &action : order.actions[rank]) {
                if (action.stage >= order.stages ||
                    action.microBatch >= static_cast<std::uint32_t>(order.microBatches))
                    continue;
                std::uint16_t &place = places[action.microBatch * stages + action.stage];
                if (place == kUnknown && (action.op == Op::Forward) == forward)
                    place = static_cast<std::uint16_t>(rank);
            }
        }
    }
    return places;
}

int mismatches(const Route &route, const std::uint16_t *places)
{
    int count = 0;
    for (std::size_t stage = 0; stage < route.size(); ++stage)
        count +=
            route[stage] != places[stage] && route[stage] != kUnknown && places[stage] != kUnknown;
    return count;
}

bool isCompatible(const Route &route, const std::uint16_t *places)
{
    for (std::size_t stage = 0; stage < route.size(); ++stage) {
        if (route[stage] != places[stage] && route[stage] != kUnknown && places[stage] != kUnknown)
            return false;
    }
    return true;
}

void learn(Candidate &candidate, const std::uint16_t *places)
{
    ++candidate.count;
    for (std::size_t stage = 0; stage < candidate.route.size(); ++stage) {
        if (candidate.route[stage] == kUnknown)
            candidate.route[stage] = places[stage];
    }
}

// In order of first use; a few micro-batches that run elsewhere are mistakes, not a route.
std::vector<Candidate> candidatesOf(const Route &places, std::size_t stages)
{
    std::vector<Candidate> all;
    for (std::size_t at = 0; at < places.size(); at += stages) {
        const std::uint16_t *const here = places.data() + at;
        const auto found = std::ranges::find_if(
            all, [&](const Candidate &candidate) { return isCompatible(candidate.route, here); });
        if (found != all.end())
            learn(*found, here);
        else if (all.size() < kMostCandidates)
            all.push_back({Route(here, here + stages), 1});
    }
    const std::int64_t most = std::ranges::max_element(all, {}, &Candidate::count)->count;
    std::erase_if(all, [most](const Candidate &candidate) { return 2 * candidate.count < most; });
    return all;
}

void setRoutes(ScheduleOrder &order)
{
    const auto stages = static_cast<std::size_t>(order.stages);
    const Route places = placesOf(order);
    std::vector<Candidate> candidates = candidatesOf(places, stages);
    if (candidates.size() > 1) {
        for (std::size_t at = 0; at < places.size(); at += stages) {
            const auto best = std::ranges::min_element(candidates, {}, [&](const Candidate &each) {
                return mismatches(each.route, places.data() + at);
            });
            order.routeOf.push_back(static_cast<std::uint16_t>(best - candidates.begin()));
        }
    }
    for (Candidate &candidate : candidates) {
        for (std::size_t stage = 0; stage < stages; ++stage) {
            if (candidate.route[stage] == kUnknown) // no rank runs it; some rank has to be named
                candidate.route[stage] =
                    static_cast<std::uint16_t>(stage % static_cast<std::size_t>(order.ranks));
        }
        order.routes.push_back(std::move(candidate.route));
    }
}

} // namespace

int chunksOf(const ScheduleOrder &order)
{
    std::vector<int> held(static_cast<std::size_t>(order.ranks), 0);
    for (const Route &route : order.routes) {
        for (const std::uint16_t rank : route)
            ++held[rank];
    }
    return held.empty() ? 1 : std::max(1, std::ranges::max(held));
}

namespace {

// Without the largest number where a single action has it, others have more, and numbers below it
// are missing: one slip of the pen ("1B9" for "1B3"), which the validator names.
int withoutSlip(int microBatches, const std::vector<std::vector<Action>> &actions)
{
    std::vector<int> named(static_cast<std::size_t>(microBatches), 0);
    for (const std::vector<Action> &list : actions) {
        for (const Action &action : list) {
            if (action.microBatch < named.size())
                ++named[action.microBatch];
        }
    }
    if (named.size() < 3 || named.back() != 1 || named[named.size() - 2] > 0)
        return microBatches;
    const auto below = std::find_if(named.rbegin() + 1, named.rend(), [](int n) { return n > 0; });
    return below != named.rend() && *below > 1 ? static_cast<int>(named.rend() - below)
                                               : microBatches;
}

// How many stages and micro-batches there are, by the largest numbers that can be right: every
// stage has an action for every micro-batch, but for a few that are missing. A larger number is
// left to the validator, and costs nothing.
void countStagesAndMicroBatches(ScheduleOrder &order,
                                const std::vector<std::vector<Action>> &actions, std::int64_t count)
{
    constexpr std::int64_t kMissing = 16;
    order.stages = 1;
    order.microBatches = 1;
    for (const std::vector<Action> &list : actions) {
        for (const Action &action : list) {
            if (action.stage < count)
                order.stages = std::max(order.stages, action.stage + 1);
        }
    }
    const std::int64_t most = std::min(count, count / order.stages + kMissing);
    for (const std::vector<Action> &list : actions) {
        for (const Action &action : list) {
            if (action.microBatch < most)
                order.microBatches =
                    std::max(order.microBatches, static_cast<int>(action.microBatch) + 1);
        }
    }
    order.microBatches = withoutSlip(order.microBatches, actions);
}

} // namespace

Result<ScheduleOrder> orderFromActions(std::vector<std::vector<Action>> actions)
{
    ScheduleOrder order;
    std::int64_t count = 0;
    for (const std::vector<Action> &list : actions)
        count += static_cast<std::int64_t>(list.size());
    if (count == 0)
        return Error{"It has no actions; a rank's line looks like 0F0,0F1,0B0,0B1."};
    if (count <= kMaxActions)
        countStagesAndMicroBatches(order, actions, count);
    const std::int64_t microBatches = order.microBatches;
    if (actions.size() > static_cast<std::size_t>(kMostRanks) || order.stages > kMostRanks)
        return Error{"At most " + figureOfCount(kMostRanks) +
                     " ranks and stages can be read; this has " +
                     figureOfCount(static_cast<std::int64_t>(actions.size())) + " ranks and " +
                     figureOfCount(order.stages) + " stages or more."};
    if (count > kMaxActions || microBatches * order.stages > kMaxActions)
        return Error{
            figureOfCount(order.stages) + (order.stages == 1 ? " stage and " : " stages and ") +
            figureOfCount(microBatches) + (microBatches == 1 ? " micro-batch" : " micro-batches") +
            " are more than " + figureOfCount(kMaxActions) + " passes, the most that can be read."};
    order.ranks = static_cast<int>(actions.size());
    order.actions = std::move(actions);
    setRoutes(order);
    order.chunks = chunksOf(order);
    return order;
}

} // namespace core
