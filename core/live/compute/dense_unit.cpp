// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/dense_unit.h"

#include <algorithm>

namespace core::live {
namespace {

std::size_t area(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

} // namespace

template <class Real>
DenseUnit<Real>::DenseUnit(const NetworkSpec &network, int layer, int partner, int partners)
    : m_in(network.sizes[static_cast<std::size_t>(layer)]),
      m_out(network.sizes[static_cast<std::size_t>(layer) + 1]), m_partners(partners),
      m_own(partOf(m_out, partner, partners)), m_first(layer == 0),
      m_last(layer + 1 == unitCount(network)), m_biasOffset(area(m_in, m_own.size()))
{}

template <class Real>
int DenseUnit<Real>::forwardParts() const
{
    return m_partners == 1 ? 1 : 2;
}

template <class Real>
void DenseUnit<Real>::forward(int part, UnitState<Real> &state, const Real *weights,
                              Workspace<Real> &space)
{
    if (m_partners == 1) {
        state.output = space.take(area(state.samples, m_out));
        multiplyInput(state, weights, state.output.data());
    } else if (part == 0) {
        state.part = space.take(area(state.samples, m_out));
        multiplyInput(state, weights, state.part.data() + area(state.samples, m_own.begin));
        return;
    } else {
        unpackBlocks(state, space);
    }
    finish(state);
}

template <class Real>
void DenseUnit<Real>::multiplyInput(UnitState<Real> &state, const Real *weights, Real *result) const
{
    const int columns = m_own.size();
    const Real *input = m_first ? state.batch->numbers.data() : state.input.data();
    multiply<Real>({result, state.samples, columns, columns}, {input, state.samples, m_in, m_in},
                   Transpose::No, {weights, m_in, columns, columns}, Transpose::No);
    if (m_last)
        addBias(result, state.samples, columns, weights + m_biasOffset);
    else
        addBiasRelu(result, state.samples, columns, weights + m_biasOffset);
}

// From a block of columns for each partner to rows.
template <class Real>
void DenseUnit<Real>::unpackBlocks(UnitState<Real> &state, Workspace<Real> &space) const
{
    state.output = space.take(area(state.samples, m_out));
    const Real *from = state.part.data();
    for (int partner = 0; partner < m_partners; ++partner) {
        const Range columns = partOf(m_out, partner, m_partners);
        unpackBlock(state.output.data() + columns.begin, m_out, from, state.samples,
                    columns.size());
        from += area(state.samples, columns.size());
    }
    space.give(std::move(state.part));
}

template <class Real>
void DenseUnit<Real>::finish(UnitState<Real> &state) const
{
    if (!m_last)
        return;
    state.loss = crossEntropy<Real>(state.output.data(), state.batch->targets, m_out,
                                    static_cast<Real>(state.divisor), state.output.data());
    state.outputGradient = std::move(state.output);
}

template <class Real>
MatrixView<const Real> DenseUnit<Real>::ownGradient(const UnitState<Real> &state) const
{
    return {state.outputGradient.data() + m_own.begin, state.samples, m_own.size(), m_out};
}

template <class Real>
int DenseUnit<Real>::backwardParts() const
{
    return forwardParts();
}

template <class Real>
void DenseUnit<Real>::backwardInput(int part, UnitState<Real> &state, const Real *weights,
                                    Workspace<Real> &space)
{
    if (m_first)
        return;
    const std::size_t size = area(state.samples, m_in);
    if (part == 0) {
        state.part = space.take(size);
        multiply<Real>({state.part.data(), state.samples, m_in, m_in}, ownGradient(state),
                       Transpose::No, {weights, m_in, m_own.size(), m_own.size()}, Transpose::Yes);
    }
    if (part + 1 == backwardParts()) {
        reluBackward(state.part.data(), state.input.data(), size);
        state.inputGradient = std::move(state.part);
    }
}

template <class Real>
void DenseUnit<Real>::backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                                     Workspace<Real> &space)
{
    const Real *input = m_first ? state.batch->numbers.data() : state.input.data();
    sum.addProduct(0, m_in, m_own.size(), {input, state.samples, m_in, m_in}, Transpose::Yes,
                   ownGradient(state), Transpose::No);
    Buffer<Real> bias = space.take(static_cast<std::size_t>(m_own.size()));
    columnSums(ownGradient(state).data, state.samples, m_own.size(), m_out, bias.data());
    sum.addVector(m_biasOffset, bias.all());
    space.give(std::move(bias));
}

template class DenseUnit<float>;
template class DenseUnit<double>;

} // namespace core::live
