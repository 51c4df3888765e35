// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/blas.h"
#include "core/live/compute/buffer.h"

#include <cstddef>
#include <span>

namespace core::live {

// How the gradients of micro-batches are added up.
enum class Accumulation : std::uint8_t {
    Plain, // in the order in which they are made; the sum depends on it by rounding
    Exact  // each is rounded to a multiple of 2^-40 and summed in double: no order changes a bit,
           // as long as sums stay below 2^12
};

// Gradients of the weights of a device, one unit's behind the other's.
template <class Real>
class GradientSum
{
public:
    GradientSum(std::size_t size, Accumulation accumulation);

    // The unit that offsets are counted from in what follows.
    void moveTo(std::size_t unit) { m_unit = unit; }
    void clear(std::size_t begin, std::size_t end);
    // The tensor at offset gets left * right.
    void addProduct(std::size_t offset, int rows, int columns, MatrixView<const Real> left,
                    Transpose transposeLeft, MatrixView<const Real> right,
                    Transpose transposeRight);
    void addVector(std::size_t offset, std::span<const Real> summand);

    [[nodiscard]] Accumulation accumulation() const { return m_accumulation; }
    // What devices exchange: the sums themselves.
    [[nodiscard]] std::span<Real> plain() { return m_plain.all(); }
    [[nodiscard]] std::span<double> exact() { return m_exact.all(); }
    // The same as they lie in memory, whichever of them it is.
    [[nodiscard]] std::span<std::byte> bytes();
    [[nodiscard]] std::span<const std::byte> bytes() const;
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] double at(std::size_t element) const;

private:
    void addExact(std::size_t offset, const Real *summand, std::size_t size);

    std::size_t m_size;
    std::size_t m_unit = 0;
    Accumulation m_accumulation;
    Buffer<Real> m_plain;
    Buffer<double> m_exact;
    Buffer<Real> m_product; // of one micro-batch, before it is rounded
};

} // namespace core::live
