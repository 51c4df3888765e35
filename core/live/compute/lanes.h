// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/wide.h"

#include <cstddef>

// Kernels are compiled for processors of several generations; which of them runs is decided as the
// program is loaded. All give the same bits: what is added up is added in lanes, as many on every
// processor, and no product is joined with a sum (-ffp-contract=off).
#define PARALLARIUM_WIDE PARALLARIUM_CLONES("default", "avx2", "avx512f")

namespace core::live {

// Numbers in the widest register there is.
template <class Real>
constexpr int kLanes = 64 / static_cast<int>(sizeof(Real));

// term(0) + term(1) + …: in lanes, and these by halves. Rounding adds up less than in a row.
template <class Real, class Term>
[[gnu::always_inline]] inline Real sumOver(int count, Term term)
{
    constexpr int kWidth = kLanes<Real>;
    Real lanes[static_cast<std::size_t>(kWidth)] = {};
    int i = 0;
    for (; i + kWidth <= count; i += kWidth) {
        for (int lane = 0; lane < kWidth; ++lane)
            lanes[lane] += term(i + lane);
    }
    for (int lane = 0; lane < kWidth && i < count; ++i, ++lane)
        lanes[lane] += term(i);
    for (int half = kWidth / 2; half > 0; half /= 2) {
        for (int lane = 0; lane < half; ++lane)
            lanes[lane] += lanes[lane + half];
    }
    return lanes[0];
}

// Of at least one.
template <class Real>
[[gnu::always_inline]] inline Real largestOf(const Real *values, int count)
{
    constexpr int kWidth = kLanes<Real>;
    Real largest = values[0];
    int i = 0;
    if (count >= kWidth) {
        Real lanes[static_cast<std::size_t>(kWidth)];
        for (int lane = 0; lane < kWidth; ++lane)
            lanes[lane] = values[lane];
        for (i = kWidth; i + kWidth <= count; i += kWidth) {
            for (int lane = 0; lane < kWidth; ++lane)
                lanes[lane] = values[i + lane] > lanes[lane] ? values[i + lane] : lanes[lane];
        }
        for (int half = kWidth / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; ++lane)
                lanes[lane] = lanes[lane + half] > lanes[lane] ? lanes[lane + half] : lanes[lane];
        }
        largest = lanes[0];
    }
    for (; i < count; ++i)
        largest = values[i] > largest ? values[i] : largest;
    return largest;
}

} // namespace core::live
