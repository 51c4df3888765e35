// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/gradient_sum.h"

#include "core/live/compute/kernels.h"
#include "core/live/compute/lanes.h"

#include <algorithm>

namespace core::live {
namespace {

// Adding and taking away 1.5 * 2^52 units rounds to a multiple of the unit. It must not be compiled
// with -ffast-math.
constexpr double kToGrid = 1.5 * 0x1p52 * 0x1p-40;

template <class Real>
[[gnu::always_inline]] inline double onGrid(Real summand)
{
    return (static_cast<double>(summand) + kToGrid) - kToGrid;
}

} // namespace

template <class Real>
GradientSum<Real>::GradientSum(std::size_t size, Accumulation accumulation)
    : m_size(size), m_accumulation(accumulation)
{
    if (accumulation == Accumulation::Exact) {
        m_exact = Buffer<double>(size);
        m_product = Buffer<Real>(size);
    } else {
        m_plain = Buffer<Real>(size);
    }
    clear(0, size);
}

template <class Real>
void GradientSum<Real>::clear(std::size_t begin, std::size_t end)
{
    if (m_accumulation == Accumulation::Exact)
        std::ranges::fill(m_exact.all().subspan(begin, end - begin), 0.0);
    else
        std::ranges::fill(m_plain.all().subspan(begin, end - begin), Real{0});
}

template <class Real>
void GradientSum<Real>::addProduct(std::size_t offset, int rows, int columns,
                                   MatrixView<const Real> left, Transpose transposeLeft,
                                   MatrixView<const Real> right, Transpose transposeRight)
{
    if (m_accumulation == Accumulation::Plain) {
        multiply<Real>({m_plain.data() + m_unit + offset, rows, columns, columns}, left,
                       transposeLeft, right, transposeRight, Into::Add);
        return;
    }
    multiply<Real>({m_product.data(), rows, columns, columns}, left, transposeLeft, right,
                   transposeRight);
    addExact(offset, m_product.data(),
             static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
}

template <class Real>
void GradientSum<Real>::addVector(std::size_t offset, std::span<const Real> summand)
{
    if (m_accumulation == Accumulation::Exact)
        addExact(offset, summand.data(), summand.size());
    else
        add(m_plain.data() + m_unit + offset, summand.data(), summand.size());
}

template <class Real>
PARALLARIUM_WIDE void GradientSum<Real>::addExact(std::size_t offset, const Real *summand,
                                                  std::size_t size)
{
    double *sum = m_exact.data() + m_unit + offset;
    for (std::size_t i = 0; i < size; ++i)
        sum[i] += onGrid(summand[i]);
}

template <class Real>
std::span<std::byte> GradientSum<Real>::bytes()
{
    return m_accumulation == Accumulation::Plain ? std::as_writable_bytes(m_plain.all())
                                                 : std::as_writable_bytes(m_exact.all());
}

template <class Real>
std::span<const std::byte> GradientSum<Real>::bytes() const
{
    return m_accumulation == Accumulation::Plain ? std::as_bytes(m_plain.all())
                                                 : std::as_bytes(m_exact.all());
}

template <class Real>
double GradientSum<Real>::at(std::size_t element) const
{
    return m_accumulation == Accumulation::Plain ? static_cast<double>(m_plain[element])
                                                 : m_exact[element];
}

template class GradientSum<float>;
template class GradientSum<double>;

} // namespace core::live
