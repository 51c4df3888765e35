// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/attention.h"

#include "core/live/compute/blas.h"
#include "core/live/compute/kernels.h"

#include <cmath>

namespace core::live {
namespace {

// Where a head of a sample lies in arrays of queries, keys and values, and of outputs.
template <class Real>
struct Head
{
    MatrixView<Real> queries;
    MatrixView<Real> keys;
    MatrixView<Real> values;
};

template <class Real>
Head<Real> headAt(const AttentionShape &shape, Real *all, int sample, int head)
{
    const int columns = shape.columns();
    const int stride = 3 * columns;
    Real *first = all + static_cast<std::ptrdiff_t>(sample) * shape.tokens * stride +
                  static_cast<std::ptrdiff_t>(head) * shape.width;
    return {{first, shape.tokens, shape.width, stride},
            {first + columns, shape.tokens, shape.width, stride},
            {first + 2 * columns, shape.tokens, shape.width, stride}};
}

template <class Real>
MatrixView<Real> outputAt(const AttentionShape &shape, Real *all, int sample, int head)
{
    const int columns = shape.columns();
    return {all + static_cast<std::ptrdiff_t>(sample) * shape.tokens * columns +
                static_cast<std::ptrdiff_t>(head) * shape.width,
            shape.tokens, shape.width, columns};
}

template <class Real>
MatrixView<Real> weightsAt(const AttentionShape &shape, Real *all, int sample, int head)
{
    const std::ptrdiff_t number = static_cast<std::ptrdiff_t>(sample) * shape.heads + head;
    return {all + number * shape.tokens * shape.tokens, shape.tokens, shape.tokens, shape.tokens};
}

template <class Real>
Real scoreScale(const AttentionShape &shape)
{
    return 1 / std::sqrt(static_cast<Real>(shape.width));
}

template <class Real>
void backwardOfHead(const AttentionShape &shape, const Head<const Real> &head,
                    MatrixView<const Real> weights, MatrixView<const Real> outputGradient,
                    const Head<Real> &gradient, Real *scores)
{
    const MatrixView<Real> scoreGradient = {scores, shape.tokens, shape.tokens, shape.tokens};
    multiply<Real>(gradient.values, weights, Transpose::Yes, outputGradient, Transpose::No);
    multiply<Real>(scoreGradient, outputGradient, Transpose::No, head.values, Transpose::Yes);
    causalSoftmaxBackward(scores, weights.data, shape.tokens);
    const Real scale = scoreScale<Real>(shape);
    multiply<Real>(gradient.queries, scoreGradient, Transpose::No, head.keys, Transpose::No,
                   Into::Replace, scale);
    multiply<Real>(gradient.keys, scoreGradient, Transpose::Yes, head.queries, Transpose::No,
                   Into::Replace, scale);
}

} // namespace

template <class Real>
void attend(const AttentionShape &shape, const Real *queriesKeysValues, Real *weights, Real *output)
{
    for (int sample = 0; sample < shape.samples; ++sample) {
        for (int i = 0; i < shape.heads; ++i) {
            const Head<const Real> head = headAt(shape, queriesKeysValues, sample, i);
            const MatrixView<Real> scores = weightsAt(shape, weights, sample, i);
            multiply<Real>(scores, head.queries, Transpose::No, head.keys, Transpose::Yes,
                           Into::Replace, scoreScale<Real>(shape));
            causalSoftmax(scores.data, shape.tokens);
            multiply<Real>(outputAt(shape, output, sample, i), scores, Transpose::No, head.values,
                           Transpose::No);
        }
    }
}

template <class Real>
void attendBackward(const AttentionShape &shape, const Real *queriesKeysValues, const Real *weights,
                    const Real *outputGradient, Real *gradient, Workspace<Real> &space)
{
    Buffer<Real> scores =
        space.take(static_cast<std::size_t>(shape.tokens) * static_cast<std::size_t>(shape.tokens));
    for (int sample = 0; sample < shape.samples; ++sample) {
        for (int i = 0; i < shape.heads; ++i) {
            backwardOfHead<Real>(shape, headAt(shape, queriesKeysValues, sample, i),
                                 weightsAt(shape, weights, sample, i),
                                 outputAt(shape, outputGradient, sample, i),
                                 headAt(shape, gradient, sample, i), scores.data());
        }
    }
    space.give(std::move(scores));
}

template void attend(const AttentionShape &, const float *, float *, float *);
template void attend(const AttentionShape &, const double *, double *, double *);
template void attendBackward(const AttentionShape &, const float *, const float *, const float *,
                             float *, Workspace<float> &);
template void attendBackward(const AttentionShape &, const double *, const double *, const double *,
                             double *, Workspace<double> &);

} // namespace core::live
