// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/slot_row.h"

#include <algorithm>
#include <bit>

namespace core {

SlotRow::SlotRow(int slots)
    : m_slots(slots), m_actions(static_cast<std::size_t>(slots)),
      m_free(static_cast<std::size_t>(slots) / 64 + 1, ~std::uint64_t{0})
{}

int SlotRow::firstFree(int from) const
{
    auto word = static_cast<std::size_t>(from) / 64;
    std::uint64_t bits = m_free[word] & (~std::uint64_t{0} << (static_cast<unsigned>(from) % 64));
    while (bits == 0 && ++word < m_free.size())
        bits = m_free[word];
    if (bits == 0)
        return m_slots;
    return std::min(m_slots, static_cast<int>(word * 64) + std::countr_zero(bits));
}

// A forward is live from its own slot on; a weight gradient until the end of its own.
int SlotRow::changeOf(const Action &action)
{
    return action.op == Op::Forward ? 1 : action.op == Op::BackwardWeight ? -1 : 0;
}

void SlotRow::put(int slot, const Action &action)
{
    const auto at = static_cast<std::size_t>(slot);
    m_actions[at] = action;
    m_free[at / 64] &= ~(std::uint64_t{1} << (at % 64));
    if (m_leaves > 0)
        addLive(slot, changeOf(action));
}

void SlotRow::take(int slot)
{
    const auto at = static_cast<std::size_t>(slot);
    m_free[at / 64] |= std::uint64_t{1} << (at % 64);
    if (m_leaves > 0)
        addLive(slot, -changeOf(m_actions[at]));
}

void SlotRow::addLive(int from, int change)
{
    if (change == 0)
        return;
    std::size_t node = m_leaves + static_cast<std::size_t>(from);
    m_sum[node] += change;
    m_most[node] = m_sum[node];
    for (node /= 2; node >= 1; node /= 2) {
        m_sum[node] = m_sum[2 * node] + m_sum[2 * node + 1];
        m_most[node] = std::max(m_most[2 * node], m_sum[2 * node] + m_most[2 * node + 1]);
    }
}

int SlotRow::countLive()
{
    m_leaves = std::bit_ceil(static_cast<std::size_t>(m_slots));
    m_sum.assign(2 * m_leaves, 0);
    m_most.assign(2 * m_leaves, 0);
    for (int slot = 0; slot < m_slots; ++slot)
        if (!isFree(slot))
            m_sum[m_leaves + static_cast<std::size_t>(slot)] = changeOf(at(slot));
    std::copy(m_sum.begin(), m_sum.end(), m_most.begin());
    for (std::size_t node = m_leaves - 1; node >= 1; --node) {
        m_sum[node] = m_sum[2 * node] + m_sum[2 * node + 1];
        m_most[node] = std::max(m_most[2 * node], m_sum[2 * node] + m_most[2 * node + 1]);
    }
    return m_most[1];
}

int SlotRow::lastWithLive(int live, int from, int to) const
{
    return lastIn(1, 0, static_cast<int>(m_leaves), from, to, live);
}

int SlotRow::lastIn(std::size_t node, int low, int high, int from, int to, int wanted) const
{
    if (high <= from || low >= to || m_most[node] < wanted)
        return from - 1;
    if (high - low == 1)
        return low;
    const int middle = low + (high - low) / 2;
    const int right = lastIn(2 * node + 1, middle, high, from, to, wanted - m_sum[2 * node]);
    return right >= from ? right : lastIn(2 * node, low, middle, from, to, wanted);
}

} // namespace core
