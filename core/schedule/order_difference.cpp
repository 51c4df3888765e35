// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/order_difference.h"

#include "core/base/text.h"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace core {
namespace {

using Actions = std::vector<Action>;

// What differs on one rank.
struct RankDifference
{
    std::int64_t distance = 0;
    std::optional<std::int64_t> extraWarmUp; // every backward comes this many forwards later
    std::string words;
};

std::string actionPhrase(const Action &action)
{
    Action alone = action;
    alone.pairedWithNext = false;
    return actionText(alone);
}

bool isForward(const Action &action)
{
    return action.op == Op::Forward;
}

// Forwards before each action that is none.
std::vector<std::int64_t> forwardsBefore(const Actions &actions)
{
    std::vector<std::int64_t> before;
    std::int64_t forwards = 0;
    for (const Action &action : actions) {
        if (isForward(action))
            ++forwards;
        else
            before.push_back(forwards);
    }
    return before;
}

bool sameSequence(const Actions &actions, const Actions &reference, bool forwards)
{
    auto a = actions.begin();
    auto b = reference.begin();
    while (true) {
        while (a != actions.end() && isForward(*a) != forwards)
            ++a;
        while (b != reference.end() && isForward(*b) != forwards)
            ++b;
        if (a == actions.end() || b == reference.end())
            return a == actions.end() && b == reference.end();
        if (*a++ != *b++)
            return false;
    }
}

// The same forwards and the same backwards, with k more (or fewer) forwards before each backward,
// as far as there are any.
std::optional<std::int64_t> warmUpShift(const Actions &actions, const Actions &reference)
{
    if (!sameSequence(actions, reference, true) || !sameSequence(actions, reference, false))
        return {};
    const std::vector<std::int64_t> now = forwardsBefore(actions);
    const std::vector<std::int64_t> then = forwardsBefore(reference);
    if (now.empty() || now.front() == then.front())
        return {};
    const std::int64_t shift = now.front() - then.front();
    const std::int64_t total = std::ranges::count_if(actions, isForward);
    const auto least = std::ranges::min(then);
    for (std::size_t i = 0; i < now.size(); ++i) {
        const std::int64_t expected =
            std::clamp(then[i] + shift, std::min<std::int64_t>(least, now.front()), total);
        // Fewer warm-up forwards have to be caught up with before the last backward.
        if (now[i] != expected && !(shift < 0 && now[i] <= then[i] && now[i] >= expected))
            return {};
    }
    return shift;
}

// One moved action, in what remains between equal prefixes and suffixes.
std::optional<std::string> movedAction(std::span<const Action> now, std::span<const Action> then)
{
    if (now.size() != then.size() || now.size() < 2)
        return {};
    const std::string places = figureOfCount(static_cast<std::int64_t>(now.size()) - 1) +
                               (now.size() == 2 ? " place " : " places ");
    if (std::ranges::equal(now.first(now.size() - 1), then.subspan(1)) &&
        now.back() == then.front())
        return actionPhrase(then.front()) + " " + places + "later";
    if (std::ranges::equal(now.subspan(1), then.first(then.size() - 1)) &&
        now.front() == then.back())
        return actionPhrase(then.back()) + " " + places + "earlier";
    return {};
}

std::string firstDifference(std::span<const Action> now, std::span<const Action> then)
{
    if (now.empty())
        return "without " + actionPhrase(then.front());
    if (then.empty())
        return actionPhrase(now.front()) + " more";
    if (now.front().stage == then.front().stage && now.front().op == then.front().op &&
        now.front().microBatch == then.front().microBatch)
        return actionPhrase(now.front()) +
               (now.front().pairedWithNext ? " overlapped with the next" : " not overlapped");
    return actionPhrase(now.front()) + " instead of " + actionPhrase(then.front());
}

RankDifference rankDifference(const Actions &actions, const Actions &reference)
{
    RankDifference result;
    const auto [a, b] = std::ranges::mismatch(actions, reference);
    if (a == actions.end() && b == reference.end())
        return result;
    std::span<const Action> now(a, actions.end());
    std::span<const Action> then(b, reference.end());
    while (!now.empty() && !then.empty() && now.back() == then.back()) {
        now = now.first(now.size() - 1);
        then = then.first(then.size() - 1);
    }
    result.distance = static_cast<std::int64_t>(std::max(now.size(), then.size()));
    if ((result.extraWarmUp = warmUpShift(actions, reference))) {
        result.distance = std::abs(*result.extraWarmUp);
    } else if (const auto moved = movedAction(now, then)) {
        result.distance = 1;
        result.words = *moved;
    } else {
        result.words =
            firstDifference(now, then) + " (action " + figureOfCount(a - actions.begin() + 1) + ")";
    }
    return result;
}

// "rank 0", "ranks 0 to 3", "ranks 1, 4 and 6"
std::string ranksText(const std::vector<int> &ranks)
{
    if (ranks.size() == 1)
        return "rank " + std::to_string(ranks.front());
    if (ranks.size() > 2 && ranks.back() - ranks.front() == static_cast<int>(ranks.size()) - 1)
        return "ranks " + std::to_string(ranks.front()) + " to " + std::to_string(ranks.back());
    std::vector<std::string> texts;
    for (const int rank : ranks) {
        if (texts.size() == 4 && ranks.size() > 5) {
            texts.push_back(figureOfCount(static_cast<std::int64_t>(ranks.size()) - 4) + " others");
            break;
        }
        texts.push_back(std::to_string(rank));
    }
    return "ranks " + joinWithAnd(texts);
}

std::string warmUpText(std::int64_t shift, const std::vector<int> &ranks)
{
    const std::int64_t count = std::abs(shift);
    return (count == 1 ? "one" : figureOfCount(count)) + (shift > 0 ? " extra" : " fewer") +
           (count == 1 ? " warm-up forward on " : " warm-up forwards on ") + ranksText(ranks);
}

} // namespace

OrderDifference differenceOf(const ScheduleOrder &order, const ScheduleOrder &reference,
                             std::int64_t limit)
{
    OrderDifference result;
    std::vector<std::string> parts;
    std::int64_t shift = 0; // of the ranks collected so far
    std::vector<int> shifted;
    int others = 0; // ranks that differ and are not in the words
    const auto flush = [&] {
        if (!shifted.empty())
            parts.push_back(warmUpText(shift, shifted));
        shifted.clear();
    };
    for (std::size_t rank = 0; rank < order.actions.size() && result.distance <= limit; ++rank) {
        const RankDifference each = rankDifference(order.actions[rank], reference.actions[rank]);
        result.distance += each.distance;
        if (each.distance == 0)
            continue;
        if (each.extraWarmUp) {
            if (!shifted.empty() && shift != *each.extraWarmUp)
                flush();
            shift = *each.extraWarmUp;
            shifted.push_back(static_cast<int>(rank));
        } else if (parts.size() < 3) {
            parts.push_back(each.words + " on rank " + std::to_string(rank));
        } else {
            ++others;
        }
    }
    flush();
    if (others > 0)
        parts.push_back("changes on " + figureOfCount(others) +
                        (others == 1 ? " more rank" : " more ranks"));
    result.words = joinWithAnd(parts);
    return result;
}

} // namespace core
