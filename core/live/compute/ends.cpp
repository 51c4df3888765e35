// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/ends.h"

#include <algorithm>

namespace core::live {
namespace {

std::size_t area(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

// HeadUnit: UnitState::kept and UnitState::gradients.
enum Kept : std::uint8_t { Normalised, Inverse, Input, KeptCount };

} // namespace

template <class Real>
EmbeddingUnit<Real>::EmbeddingUnit(const NetworkSpec &network)
    : m_vocab(network.vocab), m_hidden(network.hidden), m_tokens(network.sequence)
{}

template <class Real>
void EmbeddingUnit<Real>::forward(int, UnitState<Real> &state, const Real *weights,
                                  Workspace<Real> &space)
{
    const Real *positions = weights + area(m_vocab, m_hidden);
    state.output = space.take(area(state.samples * m_tokens, m_hidden));
    embed<Real>(state.output.data(), tokensOf(state), m_tokens, m_hidden, {weights, positions});
}

template <class Real>
std::span<const std::int32_t> EmbeddingUnit<Real>::tokensOf(const UnitState<Real> &state) const
{
    return std::span(state.batch->tokens).first(area(state.samples, m_tokens));
}

template <class Real>
void EmbeddingUnit<Real>::backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                                         Workspace<Real> &space)
{
    Buffer<Real> tables = space.take(area(m_vocab + m_tokens, m_hidden));
    std::ranges::fill(tables.all(), Real{0});
    Real *positions = tables.data() + area(m_vocab, m_hidden);
    embedBackward<Real>({tables.data(), positions}, tokensOf(state), m_tokens, m_hidden,
                        state.outputGradient.data());
    sum.addVector(0, tables.all());
    space.give(std::move(tables));
}

template <class Real>
HeadUnit<Real>::HeadUnit(const NetworkSpec &network)
    : m_vocab(network.vocab), m_hidden(network.hidden), m_tokens(network.sequence),
      m_tied(network.tied)
{}

template <class Real>
std::size_t HeadUnit<Real>::tableOffset() const
{
    return area(2, m_hidden); // behind gain and bias of the norm
}

template <class Real>
MatrixView<const Real> HeadUnit<Real>::table(const Real *weights) const
{
    const Real *data = weights + tableOffset();
    return m_tied ? MatrixView<const Real>{data, m_vocab, m_hidden, m_hidden}
                  : MatrixView<const Real>{data, m_hidden, m_vocab, m_vocab};
}

template <class Real>
void HeadUnit<Real>::forward(int, UnitState<Real> &state, const Real *weights,
                             Workspace<Real> &space)
{
    const int rows = state.samples * m_tokens;
    state.kept.resize(KeptCount);
    state.kept[Normalised] = space.take(area(rows, m_hidden));
    state.kept[Inverse] = space.take(area(rows, 1));
    state.kept[Input] = space.take(area(rows, m_hidden));
    layerNorm<Real>(state.kept[Input].data(), state.input.data(), rows, m_hidden, weights,
                    weights + m_hidden,
                    {state.kept[Normalised].data(), state.kept[Inverse].data()});
    space.give(std::move(state.input));
    state.outputGradient = space.take(area(rows, m_vocab)); // the logits, then their gradient
    multiply<Real>({state.outputGradient.data(), rows, m_vocab, m_vocab},
                   {state.kept[Input].data(), rows, m_hidden, m_hidden}, Transpose::No,
                   table(weights), m_tied ? Transpose::Yes : Transpose::No);
    state.loss = crossEntropy<Real>(state.outputGradient.data(), state.batch->targets, m_vocab,
                                    static_cast<Real>(state.divisor), state.outputGradient.data());
}

template <class Real>
void HeadUnit<Real>::backwardInput(int, UnitState<Real> &state, const Real *weights,
                                   Workspace<Real> &space)
{
    const int rows = state.samples * m_tokens;
    state.gradients.resize(1);
    Buffer<Real> &normGradient = state.gradients.front() = space.take(area(rows, m_hidden));
    multiply<Real>({normGradient.data(), rows, m_hidden, m_hidden},
                   {state.outputGradient.data(), rows, m_vocab, m_vocab}, Transpose::No,
                   table(weights), m_tied ? Transpose::No : Transpose::Yes);
    state.inputGradient = space.take(area(rows, m_hidden));
    std::ranges::fill(state.inputGradient.all(), Real{0});
    layerNormBackward<Real>(state.inputGradient.data(), normGradient.data(), rows, m_hidden,
                            weights, {state.kept[Normalised].data(), state.kept[Inverse].data()});
}

template <class Real>
void HeadUnit<Real>::backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                                    Workspace<Real> &space)
{
    const int rows = state.samples * m_tokens;
    const MatrixView<const Real> input = {state.kept[Input].data(), rows, m_hidden, m_hidden};
    const MatrixView<const Real> logits = {state.outputGradient.data(), rows, m_vocab, m_vocab};
    if (m_tied)
        sum.addProduct(tableOffset(), m_vocab, m_hidden, logits, Transpose::Yes, input,
                       Transpose::No);
    else
        sum.addProduct(tableOffset(), m_hidden, m_vocab, input, Transpose::Yes, logits,
                       Transpose::No);
    Buffer<Real> sums = space.take(static_cast<std::size_t>(m_hidden));
    const Real *gradient = state.gradients.front().data();
    gainSums(gradient, state.kept[Normalised].data(), rows, m_hidden, sums.data());
    sum.addVector(0, sums.all());
    columnSums(gradient, rows, m_hidden, m_hidden, sums.data());
    sum.addVector(static_cast<std::size_t>(m_hidden), sums.all());
    space.give(std::move(sums));
}

template class EmbeddingUnit<float>;
template class EmbeddingUnit<double>;
template class HeadUnit<float>;
template class HeadUnit<double>;

} // namespace core::live
