// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/validate_order.h"

#include "core/base/text.h"
#include "core/schedule/blocked_ranks.h"

#include <array>

namespace core {
namespace {

constexpr std::uint8_t bitOf(Op op)
{
    return static_cast<std::uint8_t>(1u << static_cast<unsigned>(op));
}
constexpr std::uint8_t kGradient = bitOf(Op::Backward) | bitOf(Op::BackwardInput);

// The same visit of another kind: what a message compares an action with.
Action asOp(Action action, Op op)
{
    action.op = op;
    action.pairedWithNext = false;
    return action;
}

class Validation
{
public:
    Validation(const ScheduleOrder &order, int mostOfEach, bool isWhole)
        : m_order(order), m_most(mostOfEach), m_isWhole(isWhole),
          m_perStage(static_cast<std::size_t>(order.microBatches)),
          m_seen(m_perStage * static_cast<std::size_t>(order.stages), 0)
    {}

    OrderErrors run()
    {
        for (std::size_t rank = 0; rank < m_order.actions.size(); ++rank)
            checkRank(static_cast<int>(rank));
        if (m_isWhole)
            checkMissing();
        if (m_errors.none())
            checkDeadlock();
        return std::move(m_errors);
    }

private:
    static constexpr std::size_t kNoCell = ~std::size_t{0};

    // message() is called only for what is listed.
    template <class Message>
    void add(OrderFault fault, int rank, int position, Message message)
    {
        ++m_errors.count;
        int &count = m_counts[static_cast<std::size_t>(fault)];
        if (count >= m_most && fault != OrderFault::Deadlock)
            return;
        ++count;
        m_errors.listed.push_back({fault, rank, position, message()});
    }

    void checkRank(int rank)
    {
        int position = 0;
        std::size_t forwardOfGroup = kNoCell; // cell whose forward ran in this pair
        for (const Action &action : m_order.actions[static_cast<std::size_t>(rank)]) {
            checkAction(rank, position, action, forwardOfGroup);
            if (action.pairedWithNext)
                continue;
            ++position;
            forwardOfGroup = kNoCell;
        }
    }

    void checkAction(int rank, int position, const Action &action, std::size_t &forwardOfGroup)
    {
        if (!inRange(rank, position, action))
            return;
        const int owner = m_order.rankOf(action.stage, static_cast<int>(action.microBatch));
        if (owner != rank)
            add(OrderFault::WrongRank, rank, position, [&] {
                return begin(rank, "runs", action) + ", but stage " + std::to_string(action.stage) +
                       " of micro-batch " + std::to_string(action.microBatch) +
                       " belongs to rank " + std::to_string(owner) + ".";
            });
        const std::size_t cell =
            static_cast<std::size_t>(action.stage) * m_perStage + action.microBatch;
        std::uint8_t &seen = m_seen[cell];
        if (seen & bitOf(action.op)) {
            add(OrderFault::Duplicate, rank, position,
                [&] { return begin(rank, "runs", action) + ", which it has already run."; });
            return;
        }
        seen |= bitOf(action.op);
        if (action.op == Op::Forward)
            forwardOfGroup = cell;
        else if (action.op == Op::BackwardWeight)
            checkWeight(rank, position, action, seen);
        else
            checkNeedsForward(rank, position, action, seen, cell == forwardOfGroup);
    }

    bool inRange(int rank, int position, const Action &action)
    {
        if (action.stage >= m_order.stages) {
            add(OrderFault::StageRange, rank, position, [&] {
                return begin(rank, "runs", action) + ", but there are only " +
                       figureOfCount(m_order.stages) + " stages, counted from 0.";
            });
            return false;
        }
        if (action.microBatch >= static_cast<std::uint32_t>(m_order.microBatches)) {
            add(OrderFault::MicroBatchRange, rank, position, [&] {
                return begin(rank, "runs", action) + ", but there are only " +
                       figureOfCount(m_order.microBatches) +
                       (m_order.microBatches == 1 ? " micro-batch" : " micro-batches") +
                       ", counted from 0.";
            });
            return false;
        }
        return true;
    }

    void checkWeight(int rank, int position, const Action &action, std::uint8_t seen)
    {
        if (seen & bitOf(Op::BackwardInput))
            return;
        add(OrderFault::WeightBeforeInput, rank, position, [&] {
            const std::string text = begin(rank, "runs", action);
            if (seen & bitOf(Op::Backward))
                return text + ", but the full backward " + actionText(asOp(action, Op::Backward)) +
                       " has already computed the weight gradient.";
            return text + " before " + actionText(asOp(action, Op::BackwardInput)) +
                   ", which produces the gradient it needs.";
        });
    }

    // Backward passes and recomputations.
    void checkNeedsForward(int rank, int position, const Action &action, std::uint8_t seen,
                           bool inSamePair)
    {
        if (action.op != Op::Recompute && (seen & kGradient) == kGradient)
            add(OrderFault::Duplicate, rank, position, [&] {
                return begin(rank, "runs", action) + " and " +
                       actionText(asOp(action, action.op == Op::Backward ? Op::BackwardInput
                                                                         : Op::Backward)) +
                       ": a full backward (B) already includes the one for the input (I).";
            });
        if (action.op == Op::Recompute && (seen & kGradient))
            add(OrderFault::RecomputeLate, rank, position, [&] {
                return begin(rank, "runs", action) + " after the backward that needs its result.";
            });
        const Action forward = asOp(action, Op::Forward);
        if (!(seen & bitOf(Op::Forward)))
            add(OrderFault::BackwardBeforeForward, rank, position, [&] {
                return begin(rank, "runs", action) + " before " + actionText(forward) +
                       ", which produces the activations it needs.";
            });
        else if (inSamePair)
            add(OrderFault::PairSelf, rank, position, [&] {
                return begin(rank, "overlaps", action) + " with " + actionText(forward) +
                       ", which it depends on: they can only run one after the other.";
            });
    }

    void checkMissing()
    {
        Action action;
        for (int stage = 0; stage < m_order.stages; ++stage) {
            for (std::size_t i = 0; i < m_perStage; ++i) {
                const std::uint8_t seen = m_seen[static_cast<std::size_t>(stage) * m_perStage + i];
                action.stage = static_cast<std::uint16_t>(stage);
                action.microBatch = static_cast<std::uint32_t>(i);
                if (!(seen & bitOf(Op::Forward)))
                    addMissing(OrderFault::MissingForward, asOp(action, Op::Forward), "");
                if (!(seen & kGradient))
                    addMissing(OrderFault::MissingBackward, asOp(action, Op::Backward),
                               " (or the split form I and W)");
                else if ((seen & kGradient) == bitOf(Op::BackwardInput) &&
                         !(seen & bitOf(Op::BackwardWeight)))
                    addMissing(OrderFault::MissingWeight, asOp(action, Op::BackwardWeight), "");
            }
        }
    }

    void addMissing(OrderFault fault, const Action &action, std::string_view orElse)
    {
        const int owner = m_order.rankOf(action.stage, static_cast<int>(action.microBatch));
        add(fault, owner, -1, [&] {
            return "No rank runs " + actionText(action) + std::string(orElse) + "; rank " +
                   std::to_string(owner) + " should.";
        });
    }

    void checkDeadlock()
    {
        for (const BlockedRank &blocked : blockedRanks(m_order)) {
            const auto &actions = m_order.actions[static_cast<std::size_t>(blocked.rank)];
            int position = 0;
            for (std::size_t i = 0; i < blocked.next; ++i)
                position += !actions[i].pairedWithNext;
            add(OrderFault::Deadlock, blocked.rank, position,
                [&] { return deadlockText(blocked); });
        }
    }

    // "Rank 0 stops at 0B1: it waits for 1B1 of rank 1, which gets stuck before that."
    [[nodiscard]] std::string deadlockText(const BlockedRank &blocked) const
    {
        const Action &needed = blocked.needed;
        const bool gradient = needed.op != Op::Forward;
        const std::string what =
            gradient ? "the gradient of " + actionText(needed) : actionText(needed);
        if (blocked.neededRank == blocked.rank)
            return begin(blocked.rank, "gets stuck at", blocked.waiting) + ": it needs " + what +
                   (isThere(needed) ? ", which the same rank runs only later."
                                    : ", which the same rank does not run yet.");
        return begin(blocked.rank, "gets stuck at", blocked.waiting) + ": it waits for " + what +
               " of rank " + std::to_string(blocked.neededRank) +
               (isThere(needed) ? ", which gets stuck before that."
                                : ", which does not run it yet.");
    }

    // Only an order that is still being written can lack it.
    [[nodiscard]] bool isThere(const Action &action) const
    {
        const std::uint8_t kinds = action.op == Op::Forward ? bitOf(Op::Forward) : kGradient;
        return (m_seen[static_cast<std::size_t>(action.stage) * m_perStage + action.microBatch] &
                kinds) != 0;
    }

    [[nodiscard]] static std::string begin(int rank, const char *does, const Action &action)
    {
        return "Rank " + std::to_string(rank) + ' ' + does + ' ' + actionText(action);
    }

    const ScheduleOrder &m_order;
    int m_most;
    bool m_isWhole; // else it is still being written
    std::size_t m_perStage;
    std::vector<std::uint8_t> m_seen; // of each cell, a bit for each kind of visit
    std::array<int, kOrderFaultCount> m_counts = {};
    OrderErrors m_errors;
};

} // namespace

std::string_view codeOf(OrderFault fault)
{
    constexpr std::array<std::string_view, kOrderFaultCount> kCodes = {
        "MISSING_F", "MISSING_B",  "MISSING_W",  "DUPLICATE", "WRONG_RANK",     "STAGE_RANGE",
        "MB_RANGE",  "B_BEFORE_F", "W_BEFORE_I", "PAIR_SELF", "RECOMPUTE_LATE", "DEADLOCK"};
    return kCodes[static_cast<std::size_t>(fault)];
}

std::string OrderErrors::moreText() const
{
    const std::int64_t more = count - static_cast<std::int64_t>(listed.size());
    return more == 0 ? std::string() : "and " + figureOfCount(more) + " more";
}

OrderErrors validateOrder(const ScheduleOrder &order, int mostOfEach)
{
    return Validation(order, mostOfEach, true).run();
}

OrderErrors validateSoFar(const ScheduleOrder &order, int mostOfEach)
{
    return Validation(order, mostOfEach, false).run();
}

} // namespace core
