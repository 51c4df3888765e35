// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/block_unit.h"

#include <algorithm>

namespace core::live {
namespace {

// Tensors of a block, in their order.
enum Tensor : std::uint8_t {
    Gain1,
    Bias1,
    QkvWeight,
    QkvBias,
    ProjWeight,
    ProjBias,
    Gain2,
    Bias2,
    FcWeight,
    FcBias,
    OutWeight,
    OutBias
};

// UnitState::kept.
enum Kept : std::uint8_t {
    Normalised1,
    Inverse1,
    AttentionInput,
    Qkv,
    AttentionWeights,
    AttentionOutput,
    Normalised2,
    Inverse2,
    MlpInput,
    Inner,
    Activated,
    KeptCount
};

// UnitState::gradients.
enum Made : std::uint8_t {
    InnerGradient,
    MlpInputGradient,
    MiddleGradient,
    QkvGradient,
    AttentionInputGradient,
    MadeCount
};

std::size_t area(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

template <class Real>
MatrixView<const Real> view(const Real *data, int rows, int columns)
{
    return {data, rows, columns, columns};
}

template <class Real>
Buffer<Real> &make(std::vector<Buffer<Real>> &list, std::uint8_t place, std::size_t size,
                   Workspace<Real> &space)
{
    return list[place] = space.take(size);
}

} // namespace

template <class Real>
BlockUnit<Real>::BlockUnit(const NetworkSpec &network, int unit, int partner, int partners)
    : m_slices(slicesOf(network, unit, partner, partners)), m_hidden(network.hidden),
      m_tokens(network.sequence), m_heads(partOf(network.heads, partner, partners).size()),
      m_headWidth(network.hidden / network.heads),
      m_inner(partOf(4 * network.hidden, partner, partners).size())
{}

template <class Real>
void BlockUnit<Real>::forward(int part, UnitState<Real> &state, const Real *weights,
                              Workspace<Real> &space)
{
    const int rows = rowsOf(state);
    switch (part) {
    case 0:
        forwardAttention(state, weights, space);
        break;
    case 1:
        // The input is the residual stream from here on.
        add(state.input.data(), state.part.data(), area(rows, m_hidden));
        addBias(state.input.data(), rows, m_hidden, weights + offset(ProjBias));
        forwardMlp(state, weights, space);
        break;
    default:
        add(state.input.data(), state.part.data(), area(rows, m_hidden));
        addBias(state.input.data(), rows, m_hidden, weights + offset(OutBias));
        space.give(std::move(state.part));
        state.output = std::move(state.input);
    }
}

template <class Real>
void BlockUnit<Real>::forwardAttention(UnitState<Real> &state, const Real *weights,
                                       Workspace<Real> &space)
{
    const int rows = rowsOf(state);
    const AttentionShape shape = attention(state);
    const int own = shape.columns();
    state.kept.resize(KeptCount);
    Buffer<Real> &normalised = make(state.kept, Normalised1, area(rows, m_hidden), space);
    Buffer<Real> &inverse = make(state.kept, Inverse1, area(rows, 1), space);
    Buffer<Real> &input = make(state.kept, AttentionInput, area(rows, m_hidden), space);
    layerNorm<Real>(input.data(), state.input.data(), rows, m_hidden, weights + offset(Gain1),
                    weights + offset(Bias1), {normalised.data(), inverse.data()});
    Buffer<Real> &qkv = make(state.kept, Qkv, area(rows, 3 * own), space);
    multiply<Real>({qkv.data(), rows, 3 * own, 3 * own}, view<Real>(input.data(), rows, m_hidden),
                   Transpose::No, view(weights + offset(QkvWeight), m_hidden, 3 * own),
                   Transpose::No);
    addBias(qkv.data(), rows, 3 * own, weights + offset(QkvBias));
    Buffer<Real> &attentionWeights = make(state.kept, AttentionWeights, shape.weightCount(), space);
    Buffer<Real> &output = make(state.kept, AttentionOutput, area(rows, own), space);
    attend<Real>(shape, qkv.data(), attentionWeights.data(), output.data());
    state.part = space.take(area(rows, m_hidden));
    multiply<Real>({state.part.data(), rows, m_hidden, m_hidden},
                   view<Real>(output.data(), rows, own), Transpose::No,
                   view(weights + offset(ProjWeight), own, m_hidden), Transpose::No);
}

template <class Real>
void BlockUnit<Real>::forwardMlp(UnitState<Real> &state, const Real *weights,
                                 Workspace<Real> &space)
{
    const int rows = rowsOf(state);
    Buffer<Real> &normalised = make(state.kept, Normalised2, area(rows, m_hidden), space);
    Buffer<Real> &inverse = make(state.kept, Inverse2, area(rows, 1), space);
    Buffer<Real> &input = make(state.kept, MlpInput, area(rows, m_hidden), space);
    layerNorm<Real>(input.data(), state.input.data(), rows, m_hidden, weights + offset(Gain2),
                    weights + offset(Bias2), {normalised.data(), inverse.data()});
    Buffer<Real> &inner = make(state.kept, Inner, area(rows, m_inner), space);
    multiply<Real>({inner.data(), rows, m_inner, m_inner}, view<Real>(input.data(), rows, m_hidden),
                   Transpose::No, view(weights + offset(FcWeight), m_hidden, m_inner),
                   Transpose::No);
    addBias(inner.data(), rows, m_inner, weights + offset(FcBias));
    Buffer<Real> &activated = make(state.kept, Activated, area(rows, m_inner), space);
    gelu<Real>(activated.data(), inner.data(), area(rows, m_inner));
    multiply<Real>({state.part.data(), rows, m_hidden, m_hidden},
                   view<Real>(activated.data(), rows, m_inner), Transpose::No,
                   view(weights + offset(OutWeight), m_inner, m_hidden), Transpose::No);
}

template <class Real>
void BlockUnit<Real>::backwardInput(int part, UnitState<Real> &state, const Real *weights,
                                    Workspace<Real> &space)
{
    const int rows = rowsOf(state);
    const std::size_t size = area(rows, m_hidden);
    switch (part) {
    case 0:
        backwardMlp(state, weights, space);
        break;
    case 1: {
        // The gradient of the stream between the two halves: past the MLP, and through it.
        Buffer<Real> &middle = make(state.gradients, MiddleGradient, size, space);
        std::copy_n(state.outputGradient.data(), size, middle.data());
        layerNormBackward<Real>(middle.data(), state.part.data(), rows, m_hidden,
                                weights + offset(Gain2),
                                {state.kept[Normalised2].data(), state.kept[Inverse2].data()});
        state.gradients[MlpInputGradient] = std::move(state.part);
        backwardAttention(state, weights, space);
        break;
    }
    default:
        state.inputGradient = space.take(size);
        std::copy_n(state.gradients[MiddleGradient].data(), size, state.inputGradient.data());
        layerNormBackward<Real>(state.inputGradient.data(), state.part.data(), rows, m_hidden,
                                weights + offset(Gain1),
                                {state.kept[Normalised1].data(), state.kept[Inverse1].data()});
        state.gradients[AttentionInputGradient] = std::move(state.part);
    }
}

template <class Real>
void BlockUnit<Real>::backwardMlp(UnitState<Real> &state, const Real *weights,
                                  Workspace<Real> &space)
{
    const int rows = rowsOf(state);
    state.gradients.resize(MadeCount);
    Buffer<Real> &inner = make(state.gradients, InnerGradient, area(rows, m_inner), space);
    multiply<Real>({inner.data(), rows, m_inner, m_inner},
                   view<Real>(state.outputGradient.data(), rows, m_hidden), Transpose::No,
                   view(weights + offset(OutWeight), m_inner, m_hidden), Transpose::Yes);
    geluBackward(inner.data(), state.kept[Inner].data(), area(rows, m_inner));
    state.part = space.take(area(rows, m_hidden));
    multiply<Real>({state.part.data(), rows, m_hidden, m_hidden},
                   view<Real>(inner.data(), rows, m_inner), Transpose::No,
                   view(weights + offset(FcWeight), m_hidden, m_inner), Transpose::Yes);
}

template <class Real>
void BlockUnit<Real>::backwardAttention(UnitState<Real> &state, const Real *weights,
                                        Workspace<Real> &space)
{
    const int rows = rowsOf(state);
    const AttentionShape shape = attention(state);
    const int own = shape.columns();
    Buffer<Real> output = space.take(area(rows, own));
    multiply<Real>({output.data(), rows, own, own},
                   view<Real>(state.gradients[MiddleGradient].data(), rows, m_hidden),
                   Transpose::No, view(weights + offset(ProjWeight), own, m_hidden),
                   Transpose::Yes);
    Buffer<Real> &qkv = make(state.gradients, QkvGradient, area(rows, 3 * own), space);
    attendBackward<Real>(shape, state.kept[Qkv].data(), state.kept[AttentionWeights].data(),
                         output.data(), qkv.data(), space);
    space.give(std::move(output));
    state.part = space.take(area(rows, m_hidden));
    multiply<Real>({state.part.data(), rows, m_hidden, m_hidden},
                   view<Real>(qkv.data(), rows, 3 * own), Transpose::No,
                   view(weights + offset(QkvWeight), m_hidden, 3 * own), Transpose::Yes);
}

template <class Real>
void BlockUnit<Real>::backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                                     Workspace<Real> &space)
{
    const int rows = rowsOf(state);
    const int own = m_heads * m_headWidth;
    const auto product = [&](int tensor, const Buffer<Real> &input, int in,
                             const Buffer<Real> &gradient, int out) {
        sum.addProduct(offset(tensor), in, out, view<Real>(input.data(), rows, in), Transpose::Yes,
                       view<Real>(gradient.data(), rows, out), Transpose::No);
    };
    const std::vector<Buffer<Real>> &made = state.gradients;
    product(OutWeight, state.kept[Activated], m_inner, state.outputGradient, m_hidden);
    sumBias(OutBias, state.outputGradient.data(), rows, m_hidden, sum, space);
    product(FcWeight, state.kept[MlpInput], m_hidden, made[InnerGradient], m_inner);
    sumBias(FcBias, made[InnerGradient].data(), rows, m_inner, sum, space);
    sumNorm(Gain2, Bias2, made[MlpInputGradient].data(), state.kept[Normalised2].data(), rows, sum,
            space);
    product(ProjWeight, state.kept[AttentionOutput], own, made[MiddleGradient], m_hidden);
    sumBias(ProjBias, made[MiddleGradient].data(), rows, m_hidden, sum, space);
    product(QkvWeight, state.kept[AttentionInput], m_hidden, made[QkvGradient], 3 * own);
    sumBias(QkvBias, made[QkvGradient].data(), rows, 3 * own, sum, space);
    sumNorm(Gain1, Bias1, made[AttentionInputGradient].data(), state.kept[Normalised1].data(), rows,
            sum, space);
}

template <class Real>
void BlockUnit<Real>::sumNorm(int gain, int bias, const Real *gradient, const Real *normalised,
                              int rows, GradientSum<Real> &sum, Workspace<Real> &space) const
{
    Buffer<Real> sums = space.take(area(1, m_hidden));
    gainSums(gradient, normalised, rows, m_hidden, sums.data());
    sum.addVector(offset(gain), sums.all());
    space.give(std::move(sums));
    sumBias(bias, gradient, rows, m_hidden, sum, space);
}

template <class Real>
void BlockUnit<Real>::sumBias(int tensor, const Real *gradient, int rows, int columns,
                              GradientSum<Real> &sum, Workspace<Real> &space) const
{
    Buffer<Real> sums = space.take(area(1, columns));
    columnSums(gradient, rows, columns, columns, sums.data());
    sum.addVector(offset(tensor), sums.all());
    space.give(std::move(sums));
}

template class BlockUnit<float>;
template class BlockUnit<double>;

} // namespace core::live
