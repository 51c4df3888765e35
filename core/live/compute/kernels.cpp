// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/kernels.h"

#include "core/live/compute/exponential.h"
#include "core/live/compute/lanes.h"

#include <algorithm>
#include <cmath>

namespace core::live {

template <class Real>
PARALLARIUM_WIDE void addBias(Real *values, int rows, int columns, const Real *bias)
{
    for (int row = 0; row < rows; ++row, values += columns) {
        for (int column = 0; column < columns; ++column)
            values[column] += bias[column];
    }
}

template <class Real>
PARALLARIUM_WIDE void addBiasRelu(Real *values, int rows, int columns, const Real *bias)
{
    for (int row = 0; row < rows; ++row, values += columns) {
        for (int column = 0; column < columns; ++column) {
            const Real sum = values[column] + bias[column];
            values[column] = sum > 0 ? sum : Real{0};
        }
    }
}

template <class Real>
PARALLARIUM_WIDE void columnSums(const Real *values, int rows, int columns, int stride, Real *sums)
{
    std::fill_n(sums, columns, Real{0});
    for (int row = 0; row < rows; ++row, values += stride) {
        for (int column = 0; column < columns; ++column)
            sums[column] += values[column];
    }
}

template <class Real>
PARALLARIUM_WIDE void add(Real *to, const Real *from, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        to[i] += from[i];
}

template <class Real>
PARALLARIUM_WIDE void take(Real *to, Real *from, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) {
        to[i] += from[i];
        from[i] = 0;
    }
}

template <class Real>
void unpackBlock(Real *to, int stride, const Real *block, int rows, int columns)
{
    for (int row = 0; row < rows; ++row, to += stride, block += columns)
        std::copy_n(block, columns, to);
}

template <class Real>
PARALLARIUM_WIDE void embed(Real *output, std::span<const std::int32_t> tokens, int sequence,
                            int columns, EmbeddingTables<const Real> tables)
{
    for (std::size_t row = 0; row < tokens.size(); ++row, output += columns) {
        const Real *value = tables.tokens + static_cast<std::ptrdiff_t>(tokens[row]) * columns;
        const auto place = static_cast<std::ptrdiff_t>(row % static_cast<std::size_t>(sequence));
        const Real *beside = tables.places + place * columns;
        for (int c = 0; c < columns; ++c)
            output[c] = value[c] + beside[c];
    }
}

template <class Real>
PARALLARIUM_WIDE void embedBackward(EmbeddingTables<Real> tables,
                                    std::span<const std::int32_t> tokens, int sequence, int columns,
                                    const Real *gradient)
{
    const auto width = static_cast<std::size_t>(columns);
    for (std::size_t row = 0; row < tokens.size(); ++row, gradient += columns) {
        const auto place = static_cast<std::ptrdiff_t>(row % static_cast<std::size_t>(sequence));
        add(tables.tokens + static_cast<std::ptrdiff_t>(tokens[row]) * columns, gradient, width);
        add(tables.places + place * columns, gradient, width);
    }
}

template <class Real>
PARALLARIUM_WIDE void reluBackward(Real *gradient, const Real *output, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) {
        const Real value = gradient[i]; // read in any case, so that nothing branches
        gradient[i] = output[i] > 0 ? value : Real{0};
    }
}

namespace {

template <class Real>
const Real kRootTwoOverPi = static_cast<Real>(0.79788456080286535588);
template <class Real>
const Real kCubic = static_cast<Real>(0.044715);
constexpr double kNormEpsilon = 1e-5;

template <class Real>
Real geluTanh(Real x)
{
    return hyperbolicTangent(kRootTwoOverPi<Real> * (x + kCubic<Real> * x * x * x));
}

} // namespace

template <class Real>
PARALLARIUM_WIDE void gelu(Real *output, const Real *input, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
        output[i] = Real{0.5} * input[i] * (1 + geluTanh(input[i]));
}

template <class Real>
PARALLARIUM_WIDE void geluBackward(Real *gradient, const Real *input, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) {
        const Real x = input[i];
        const Real t = geluTanh(x);
        const Real inner = kRootTwoOverPi<Real> * (1 + 3 * kCubic<Real> * x * x);
        gradient[i] *= Real{0.5} * (1 + t) + Real{0.5} * x * (1 - t * t) * inner;
    }
}

template <class Real>
PARALLARIUM_WIDE void layerNorm(Real *output, const Real *input, int rows, int columns,
                                const Real *gain, const Real *bias, NormState<Real> state)
{
    const auto count = static_cast<Real>(columns);
    for (int row = 0; row < rows; ++row) {
        const auto at = static_cast<std::ptrdiff_t>(row) * columns;
        const Real *x = input + at;
        const Real mean = sumOver<Real>(columns, [x](int c) { return x[c]; }) / count;
        const Real squares =
            sumOver<Real>(columns, [x, mean](int c) { return (x[c] - mean) * (x[c] - mean); });
        const Real inverse = 1 / std::sqrt(squares / count + static_cast<Real>(kNormEpsilon));
        state.inverseSpread[row] = inverse;
        Real *__restrict normalised = state.normalised + at;
        Real *__restrict to = output + at;
        for (int c = 0; c < columns; ++c) {
            normalised[c] = (x[c] - mean) * inverse;
            to[c] = normalised[c] * gain[c] + bias[c];
        }
    }
}

template <class Real>
PARALLARIUM_WIDE void layerNormBackward(Real *inputGradient, const Real *outputGradient, int rows,
                                        int columns, const Real *gain, NormState<Real> state)
{
    const auto count = static_cast<Real>(columns);
    for (int row = 0; row < rows; ++row) {
        const auto at = static_cast<std::ptrdiff_t>(row) * columns;
        const Real *normalised = state.normalised + at;
        const Real *from = outputGradient + at;
        const Real mean =
            sumOver<Real>(columns, [from, gain](int c) { return from[c] * gain[c]; }) / count;
        const Real slope =
            sumOver<Real>(columns, [=](int c) { return from[c] * gain[c] * normalised[c]; }) /
            count;
        const Real inverse = state.inverseSpread[row];
        Real *__restrict to = inputGradient + at;
        for (int c = 0; c < columns; ++c)
            to[c] += inverse * (from[c] * gain[c] - mean - normalised[c] * slope);
    }
}

template <class Real>
PARALLARIUM_WIDE void gainSums(const Real *outputGradient, const Real *normalised, int rows,
                               int columns, Real *gain)
{
    std::fill_n(gain, columns, Real{0});
    for (int row = 0; row < rows; ++row) {
        const auto at = static_cast<std::ptrdiff_t>(row) * columns;
        for (int c = 0; c < columns; ++c)
            gain[c] += outputGradient[at + c] * normalised[at + c];
    }
}

namespace {

// So many columns of a row that some whole registers hold them, where it has as many.
template <class Real>
int padded(int columns, int size)
{
    return std::min(size, (columns + kLanes<Real> - 1) / kLanes<Real> * kLanes<Real>);
}

} // namespace

// Columns behind those that are seen are worked on up to the end of a register, and then dropped.
template <class Real>
PARALLARIUM_WIDE void causalSoftmax(Real *scores, int size)
{
    for (int row = 0; row < size; ++row, scores += size) {
        const int seen = row + 1;
        const int end = padded<Real>(seen, size);
        const Real largest = largestOf(scores, seen);
        for (int c = 0; c < end; ++c)
            scores[c] = exponential(scores[c] - largest);
        std::fill(scores + seen, scores + size, Real{0});
        const Real inverse = 1 / sumOver<Real>(end, [scores](int c) { return scores[c]; });
        for (int c = 0; c < end; ++c)
            scores[c] *= inverse;
    }
}

template <class Real>
PARALLARIUM_WIDE void causalSoftmaxBackward(Real *gradient, const Real *weights, int size)
{
    for (int row = 0; row < size; ++row, gradient += size, weights += size) {
        const int seen = row + 1;
        const int end = padded<Real>(seen, size);
        const Real along =
            sumOver<Real>(seen, [gradient, weights](int c) { return gradient[c] * weights[c]; });
        for (int c = 0; c < end; ++c)
            gradient[c] = weights[c] * (gradient[c] - along);
        std::fill(gradient + seen, gradient + size, Real{0});
    }
}

template <class Real>
PARALLARIUM_WIDE LossSum crossEntropy(const Real *logits, std::span<const std::int32_t> targets,
                                      int classes, Real divisor, Real *gradient)
{
    LossSum sum;
    for (const std::int32_t target : targets) {
        const Real largest = largestOf(logits, classes);
        const Real own = logits[target];
        // Of equal ones, the first is the answer.
        if (own == largest && std::find(logits, logits + target, largest) == logits + target)
            ++sum.correct;
        for (int c = 0; c < classes; ++c)
            gradient[c] = exponential(logits[c] - largest);
        const Real total = sumOver<Real>(classes, [gradient](int c) { return gradient[c]; });
        sum.loss += static_cast<double>(std::log(total) + largest - own);
        const Real scale = 1 / (total * divisor);
        for (int c = 0; c < classes; ++c)
            gradient[c] *= scale;
        gradient[target] -= 1 / divisor;
        logits += classes;
        gradient += classes;
    }
    return sum;
}

#define PARALLARIUM_KERNELS(Real)                                                                  \
    template void addBias(Real *, int, int, const Real *);                                         \
    template void addBiasRelu(Real *, int, int, const Real *);                                     \
    template void columnSums(const Real *, int, int, int, Real *);                                 \
    template void add(Real *, const Real *, std::size_t);                                          \
    template void take(Real *, Real *, std::size_t);                                               \
    template void unpackBlock(Real *, int, const Real *, int, int);                                \
    template void embed(Real *, std::span<const std::int32_t>, int, int,                           \
                        EmbeddingTables<const Real>);                                              \
    template void embedBackward(EmbeddingTables<Real>, std::span<const std::int32_t>, int, int,    \
                                const Real *);                                                     \
    template void reluBackward(Real *, const Real *, std::size_t);                                 \
    template void gelu(Real *, const Real *, std::size_t);                                         \
    template void geluBackward(Real *, const Real *, std::size_t);                                 \
    template void layerNorm(Real *, const Real *, int, int, const Real *, const Real *,            \
                            NormState<Real>);                                                      \
    template void layerNormBackward(Real *, const Real *, int, int, const Real *,                  \
                                    NormState<Real>);                                              \
    template void gainSums(const Real *, const Real *, int, int, Real *);                          \
    template void causalSoftmax(Real *, int);                                                      \
    template void causalSoftmaxBackward(Real *, const Real *, int);                                \
    template LossSum crossEntropy(const Real *, std::span<const std::int32_t>, int, Real, Real *);
PARALLARIUM_KERNELS(float)
PARALLARIUM_KERNELS(double)
#undef PARALLARIUM_KERNELS

} // namespace core::live
