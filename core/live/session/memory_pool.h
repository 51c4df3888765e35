// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"
#include "core/live/network/counter_random.h"

#include <algorithm>
#include <cassert>

namespace core::live {

// Memory that is used piece after piece and back again, as layers use theirs in the two passes of a
// step: of what does not fit in a cache, the part that was used last is still there.
class MemoryPool
{
public:
    // Values evenly between -reach and reach.
    MemoryPool(std::size_t size, double reach) : m_values(size), m_kept(size)
    {
        for (std::size_t i = 0; i < size; ++i)
            m_values[i] = static_cast<float>((2 * randomUnit(1, 0, i) - 1) * reach);
    }
    // From here on it goes to and fro in so many of them, where a piece is not larger.
    void keepTo(std::size_t size)
    {
        m_kept = std::min(size, m_values.size());
        m_used = std::min(m_used, m_kept);
    }
    // Pieces do not lie whole pages apart, as arrays with biases between them do not: what is
    // loaded at the place in its page where something was just stored waits for that.
    float *next(std::size_t size)
    {
        assert(size <= m_values.size());
        constexpr std::size_t kLine = Buffer<float>::kAlignment / sizeof(float);
        constexpr std::size_t kGap = 5 * kLine;
        const std::size_t room =
            std::min((size + kLine - 1) / kLine * kLine + kGap, m_values.size());
        if (m_isBack && m_used < room) {
            m_isBack = false;
            m_used = 0;
        }
        if (!m_isBack && m_used > 0 && m_used + room > m_kept) {
            m_isBack = true;
            m_used = std::max(m_used, room);
        }
        if (m_isBack) {
            m_used -= room;
            return m_values.data() + m_used;
        }
        m_used += room;
        return m_values.data() + m_used - room;
    }

private:
    Buffer<float> m_values;
    std::size_t m_kept;
    std::size_t m_used = 0; // of them lie before the next piece, or are it on the way back
    bool m_isBack = false;
};

} // namespace core::live
