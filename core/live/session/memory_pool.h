// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"
#include "core/live/network/counter_random.h"

#include <algorithm>
#include <cassert>

namespace core::live {

// Memory that is used piece after piece, as layers and micro-batches of a network use theirs: what
// is needed next has left the nearest cache.
class MemoryPool
{
public:
    // Values evenly between -reach and reach.
    MemoryPool(std::size_t size, double reach) : m_values(size), m_kept(size)
    {
        for (std::size_t i = 0; i < size; ++i)
            m_values[i] = static_cast<float>((2 * randomUnit(1, 0, i) - 1) * reach);
    }
    // From here on it goes round in so many of them, where a piece is not larger.
    void keepTo(std::size_t size)
    {
        m_kept = std::min(size, m_values.size());
        m_used = 0;
    }
    float *next(std::size_t size)
    {
        constexpr std::size_t kLine = Buffer<float>::kAlignment / sizeof(float);
        const std::size_t room = (size + kLine - 1) / kLine * kLine;
        assert(room <= m_values.size());
        if (m_used + room > std::max(m_kept, room))
            m_used = 0;
        float *const piece = m_values.data() + m_used;
        m_used += room;
        return piece;
    }

private:
    Buffer<float> m_values;
    std::size_t m_kept;
    std::size_t m_used = 0;
};

} // namespace core::live
