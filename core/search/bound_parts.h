// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/memory/memory_parts.h"
#include "core/plan/plan.h"
#include "core/scenario/scenario.h"

#include <algorithm>

namespace core {

// Parts of the bounds of layouts; what they prove: layout_bound.cpp.

constexpr double kRounding = 1;     // nanoseconds for each visit of a stage
constexpr double kPairRounding = 8; // of a pair, whose parts are rounded too

// What visits take at least where any of them may be one of a pair, in nanoseconds: two bounds, and
// the visits of a rank together take no less than the sum of either. Proof: layout_bound.cpp.
struct LeastTime
{
    double work = 0;
    double exchange = 0; // where pairs hide the exchange of experts; else as work

    LeastTime &operator+=(const LeastTime &other)
    {
        work += other.work;
        exchange += other.exchange;
        return *this;
    }
    [[nodiscard]] double longer() const { return std::max(work, exchange); }
};
[[nodiscard]] inline LeastTime lesser(const LeastTime &a, const LeastTime &b)
{
    return {std::min(a.work, b.work), std::min(a.exchange, b.exchange)};
}

// How the pairs of a schedule share time.
class PairShares
{
public:
    PairShares(const ScheduleEntry &entry, const Scenario &scenario)
    {
        const ParallelSpec &parallel = scenario.parallel;
        if (!entry.hasPairs)
            return;
        m_hides = parallel.pair == PairRule::Sum && parallel.expert > 1;
        if (m_hides)
            m_whole = std::clamp(scenario.cluster.software.contention, 0.0, 1.0);
        else if (parallel.pair != PairRule::Sum)
            m_whole = parallel.pair == PairRule::Factor ? std::max(0.5, parallel.pairFactor) : 0.5;
    }

    // Whether a pair may take less than its visits one after the other.
    [[nodiscard]] bool overlap() const { return m_whole < 1; }
    [[nodiscard]] LeastTime of(const StagePlan &stage, Op op) const
    {
        const VisitProfile &visit = stage.visits[static_cast<std::size_t>(op)];
        const auto whole = m_whole * static_cast<double>(visit.duration.count);
        if (!m_hides)
            return {whole, whole};
        const bool recomputes = op == Op::Backward || op == Op::BackwardInput;
        const Nanos again = stage.visits[static_cast<std::size_t>(Op::Recompute)].duration;
        const Nanos exchange = visit.parts[static_cast<std::size_t>(CostPart::ExpertComm)] +
                               (recomputes ? again : Nanos{});
        return {whole + (1 - m_whole) * static_cast<double>(visit.withoutExpertComm.count),
                whole + (1 - m_whole) * static_cast<double>(exchange.count)};
    }
    // A schedule with pairs splits only some of its backward visits.
    [[nodiscard]] LeastTime ofBackward(const StagePlan &stage, const ScheduleEntry &entry) const
    {
        const LeastTime whole = of(stage, Op::Backward);
        if (!entry.splitsBackward)
            return whole;
        LeastTime both = of(stage, Op::BackwardInput);
        both += of(stage, Op::BackwardWeight);
        return entry.hasPairs ? lesser(whole, both) : both;
    }

private:
    double m_whole = 1;   // share of a visit that always counts
    bool m_hides = false; // of the rest: the work, or the exchange
};

[[nodiscard]] inline Nanos floorOf(double nanoseconds)
{
    return {static_cast<std::int64_t>(std::max(0.0, nanoseconds))};
}

} // namespace core
