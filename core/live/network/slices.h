// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/network/network.h"

#include <cstddef>
#include <vector>

namespace core::live {

using Range = core::Slice;
using core::partOf;

// The slice of a tensor that one of several tensor partners holds: rows and columns of the whole,
// packed.
struct LocalTensor
{
    TensorSpec whole;
    Range rows;
    std::vector<Range> columns;
    std::size_t offset = 0; // in the weights of its unit
    bool everywhere = true; // each partner holds all of it

    [[nodiscard]] int rowCount() const { return rows.size(); }
    [[nodiscard]] int columnCount() const;
    [[nodiscard]] std::size_t size() const;
    // The number that an element of the slice has in the whole tensor.
    [[nodiscard]] std::int64_t elementOfWhole(std::size_t element) const;
};

// The weights of a unit on one tensor partner, one behind the other.
struct UnitSlices
{
    std::vector<LocalTensor> tensors;
    std::size_t size = 0; // elements
};

// Dense layers are cut by columns. Of a block (Megatron-LM, arXiv:1909.08053, section 3) query,
// key, value and the first layer of the MLP are cut by columns, heads staying whole, and the
// projections that follow by rows; everything else is replicated.
[[nodiscard]] UnitSlices slicesOf(const NetworkSpec &network, int unit, int partner, int partners);

} // namespace core::live
