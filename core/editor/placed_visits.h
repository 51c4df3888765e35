// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <cstdint>
#include <vector>

namespace core {

// How a backward that is not there yet is offered.
enum class BackwardForm : std::uint8_t {
    Full, // B
    Split // I, then W
};

// Which visits an order has so far, and which of the others could run.
class PlacedVisits
{
public:
    explicit PlacedVisits(const ScheduleOrder &order);

    [[nodiscard]] bool has(Op op, int stage, int microBatch) const
    {
        return (unsigned{m_kinds[cell(stage, microBatch)]} >> static_cast<unsigned>(op) & 1u) != 0;
    }
    [[nodiscard]] bool hasGradient(int stage, int microBatch) const
    {
        return has(Op::Backward, stage, microBatch) || has(Op::BackwardInput, stage, microBatch);
    }
    void add(const Action &action)
    {
        m_kinds[cell(action.stage, static_cast<int>(action.microBatch))] |=
            static_cast<std::uint8_t>(1u << static_cast<unsigned>(action.op));
    }

    // It is not there, and all that it needs is.
    [[nodiscard]] bool isReady(Op op, int stage, int microBatch) const;

    // Visits that the whole order has: those placed, and the others in this form.
    [[nodiscard]] std::int64_t wholeCount(BackwardForm form) const;

private:
    [[nodiscard]] std::size_t cell(int stage, int microBatch) const
    {
        return static_cast<std::size_t>(stage) * static_cast<std::size_t>(m_microBatches) +
               static_cast<std::size_t>(microBatch);
    }

    int m_stages;
    int m_microBatches;
    std::vector<std::uint8_t> m_kinds; // of each cell, a bit for each kind of visit
};

// Split if the order splits any backward.
[[nodiscard]] BackwardForm formOf(const ScheduleOrder &order);

[[nodiscard]] std::int64_t visitCount(const ScheduleOrder &order);

} // namespace core
