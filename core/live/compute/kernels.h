// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace core::live {

// The kernels between matrix products, row by row. Arrays are row-major and packed unless a stride
// is named. Instantiated for float and double.

template <class Real>
void addBias(Real *values, int rows, int columns, const Real *bias);
// relu(values + bias), in one go.
template <class Real>
void addBiasRelu(Real *values, int rows, int columns, const Real *bias);
// sums[c] = values[0][c] + values[1][c] + …, in this order; rows are stride elements apart.
template <class Real>
void columnSums(const Real *values, int rows, int columns, int stride, Real *sums);
template <class Real>
void add(Real *to, const Real *from, std::size_t size);
// The same, and nothing is left where it came from.
template <class Real>
void take(Real *to, Real *from, std::size_t size);

// From a packed block to columns of rows that are stride elements apart.
template <class Real>
void unpackBlock(Real *to, int stride, const Real *block, int rows, int columns);

// Row r of the output is that of its token in the table, and that of its place in the sequence.
template <class Real>
struct EmbeddingTables
{
    Real *tokens = nullptr; // vocabulary x columns
    Real *places = nullptr; // sequence x columns
};
template <class Real>
void embed(Real *output, std::span<const std::int32_t> tokens, int sequence, int columns,
           EmbeddingTables<const Real> tables);
// Adds each row of the gradient to both.
template <class Real>
void embedBackward(EmbeddingTables<Real> tables, std::span<const std::int32_t> tokens, int sequence,
                   int columns, const Real *gradient);

// gradient = 0 where the output of relu is 0.
template <class Real>
void reluBackward(Real *gradient, const Real *output, std::size_t size);

// 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))), arXiv:1606.08415
template <class Real>
void gelu(Real *output, const Real *input, std::size_t size);
template <class Real>
void geluBackward(Real *gradient, const Real *input, std::size_t size); // in place

// Over each row; epsilon 1e-5. Keeps (x - mean) / sqrt(var + epsilon) and 1 / sqrt(var + epsilon).
template <class Real>
struct NormState
{
    Real *normalised = nullptr;    // rows x columns
    Real *inverseSpread = nullptr; // rows
};
template <class Real>
void layerNorm(Real *output, const Real *input, int rows, int columns, const Real *gain,
               const Real *bias, NormState<Real> state);
// inputGradient += the gradient through the norm.
template <class Real>
void layerNormBackward(Real *inputGradient, const Real *outputGradient, int rows, int columns,
                       const Real *gain, NormState<Real> state);
// gain[c] = sum of gradient * normalised over the rows.
template <class Real>
void gainSums(const Real *outputGradient, const Real *normalised, int rows, int columns,
              Real *gain);

// Rows of scores, of which row t sees columns 0 to t; the rest becomes 0.
template <class Real>
void causalSoftmax(Real *scores, int size);
// In place: gradient of the weights becomes that of the scores.
template <class Real>
void causalSoftmaxBackward(Real *gradient, const Real *weights, int size);

struct LossSum
{
    double loss = 0;          // natural logarithm, summed over the rows
    std::int64_t correct = 0; // rows whose largest logit is the target's
};
// gradient = (softmax(logits) - one at the target) / divisor; may be the logits themselves.
template <class Real>
LossSum crossEntropy(const Real *logits, std::span<const std::int32_t> targets, int classes,
                     Real divisor, Real *gradient);

} // namespace core::live
