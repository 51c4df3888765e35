// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/metrics.h"
#include "core/plan/plan.h"
#include "core/sim/trace.h"

#include <span>
#include <vector>

namespace core {

// Fills the breakdown of every row and the mean over devices. Needs spent, idle and step.
void breakDown(Metrics &metrics, const Plan &plan, const Trace &trace);

// The share of each visit of a row spent on exposed communication: what the breakdown books as
// tensor, context, expert, data and pipeline communication. O(stages of the row) to make, O(1) to
// ask.
class ExchangeShares
{
public:
    ExchangeShares(const Plan &plan, const Trace &trace, std::size_t row);

    // 0 to 1, for a span of the row; 0 if it is not a visit.
    [[nodiscard]] double of(std::size_t span) const;
    [[nodiscard]] bool any() const { return m_any; }

private:
    struct Visit
    {
        Nanos alone;        // not in a pair
        double share = 0;   // of that
        double experts = 0; // part of the share: with experts, which a pair may hide
    };

    const Trace *m_trace;
    std::span<const int> m_stages; // of the row, ascending
    std::vector<Visit> m_visits;   // [index into these * ops + op]
    bool m_hides = false;
    bool m_any = false;
};

} // namespace core
