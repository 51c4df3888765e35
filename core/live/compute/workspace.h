// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/live/compute/buffer.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace core::live {

// Activations of one device: hands out buffers, takes them back for the next one of the same size,
// and knows how many bytes are out.
template <class Real>
class Workspace
{
public:
    // Not initialised.
    [[nodiscard]] Buffer<Real> take(std::size_t size)
    {
        m_taken += size;
        m_peak = std::max(m_peak, m_taken);
        std::vector<Buffer<Real>> &spare = m_spare[size];
        if (spare.empty())
            return Buffer<Real>(size);
        Buffer<Real> buffer = std::move(spare.back());
        spare.pop_back();
        return buffer;
    }
    void give(Buffer<Real> buffer)
    {
        m_taken -= buffer.size();
        if (!buffer.empty())
            m_spare[buffer.size()].push_back(std::move(buffer));
    }
    // One that another device made becomes one of these, or one of these another device's.
    [[nodiscard]] Buffer<Real> adopt(Buffer<Real> buffer)
    {
        m_taken += buffer.size();
        m_peak = std::max(m_peak, m_taken);
        return buffer;
    }
    void letGo(std::size_t size) { m_taken -= size; }
    [[nodiscard]] Bytes taken() const { return bytesOf(m_taken); }
    [[nodiscard]] Bytes peak() const { return bytesOf(m_peak); }
    void forgetPeak() { m_peak = m_taken; }

private:
    [[nodiscard]] static Bytes bytesOf(std::size_t elements)
    {
        return {static_cast<std::int64_t>(elements * sizeof(Real))};
    }

    std::map<std::size_t, std::vector<Buffer<Real>>> m_spare; // by size
    std::size_t m_taken = 0;                                  // elements
    std::size_t m_peak = 0;
};

} // namespace core::live
