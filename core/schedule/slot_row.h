// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <cstdint>
#include <vector>

namespace core {

// The unit slots of one rank: which action is in each, which are free, and how many activations
// are live (from their forward until their weight gradient). Every question costs O(log slots).
class SlotRow
{
public:
    explicit SlotRow(int slots);

    [[nodiscard]] bool isFree(int slot) const
    {
        const auto at = static_cast<std::size_t>(slot);
        return (m_free[at / 64] >> (at % 64) & 1) != 0;
    }
    [[nodiscard]] const Action &at(int slot) const
    {
        return m_actions[static_cast<std::size_t>(slot)];
    }
    [[nodiscard]] int firstFree(int from) const; // the number of slots if there is none

    void put(int slot, const Action &action);
    void take(int slot);

    // Starts to keep track of live activations; the largest number of them.
    int countLive();
    // The last slot of [from, to) with at least this many live activations; from - 1 if none has.
    [[nodiscard]] int lastWithLive(int live, int from, int to) const;

private:
    void addLive(int from, int change); // in this slot and all later ones
    [[nodiscard]] int lastIn(std::size_t node, int low, int high, int from, int to,
                             int wanted) const;
    static int changeOf(const Action &action);

    int m_slots;
    std::vector<Action> m_actions;
    std::vector<std::uint64_t> m_free;
    // A tree of sums and largest prefix sums over the changes of each slot.
    std::size_t m_leaves = 0;
    std::vector<int> m_sum;
    std::vector<int> m_most;
};

} // namespace core
