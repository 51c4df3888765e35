// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <cstddef>
#include <vector>

namespace core::live {

// When the gradients of each stage are complete, in rounds of one visit per rank. Ranks that hold
// the same stages visit them in different orders; rounds are common to all, so exchanges that
// follow them are in one order everywhere, and none waits for a visit behind another exchange.
class GradientOrder
{
public:
    explicit GradientOrder(const ScheduleOrder &order);

    // The round of the last visit that adds to the gradients of the stage, on any rank.
    [[nodiscard]] std::size_t completeIn(int stage) const
    {
        return m_complete[static_cast<std::size_t>(stage)];
    }
    // Visits of the rank that end before the gradients of the stage are exchanged.
    [[nodiscard]] std::size_t visitsBefore(int rank, int stage) const;

private:
    std::vector<std::vector<std::size_t>> m_rounds; // by rank, of each visit
    std::vector<std::size_t> m_complete;            // by stage
};

} // namespace core::live
