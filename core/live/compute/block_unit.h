// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/attention.h"
#include "core/live/compute/unit.h"

namespace core::live {

// A transformer block, norm first: x += proj(attention(norm(x))), x += out(gelu(fc(norm(x)))).
// Tensor partners own heads and columns of the MLP; each adds its summand to what two products
// give, forward and backward (Megatron-LM, arXiv:1909.08053, section 3).
template <class Real>
class BlockUnit final : public Unit<Real>
{
public:
    BlockUnit(const NetworkSpec &network, int unit, int partner, int partners);

    [[nodiscard]] int forwardParts() const override { return 3; }
    void forward(int part, UnitState<Real> &state, const Real *weights,
                 Workspace<Real> &space) override;
    [[nodiscard]] int backwardParts() const override { return 3; }
    void backwardInput(int part, UnitState<Real> &state, const Real *weights,
                       Workspace<Real> &space) override;
    void backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                        Workspace<Real> &space) override;

private:
    void forwardAttention(UnitState<Real> &state, const Real *weights, Workspace<Real> &space);
    void forwardMlp(UnitState<Real> &state, const Real *weights, Workspace<Real> &space);
    void backwardMlp(UnitState<Real> &state, const Real *weights, Workspace<Real> &space);
    void backwardAttention(UnitState<Real> &state, const Real *weights, Workspace<Real> &space);
    void sumNorm(int gain, int bias, const Real *gradient, const Real *normalised, int rows,
                 GradientSum<Real> &sum, Workspace<Real> &space) const;
    void sumBias(int tensor, const Real *gradient, int rows, int columns, GradientSum<Real> &sum,
                 Workspace<Real> &space) const;

    [[nodiscard]] int rowsOf(const UnitState<Real> &state) const
    {
        return state.samples * m_tokens;
    }
    [[nodiscard]] AttentionShape attention(const UnitState<Real> &state) const
    {
        return {state.samples, m_tokens, m_heads, m_headWidth};
    }
    [[nodiscard]] std::size_t offset(int tensor) const
    {
        return m_slices.tensors[static_cast<std::size_t>(tensor)].offset;
    }

    UnitSlices m_slices;
    int m_hidden;
    int m_tokens;
    int m_heads; // own
    int m_headWidth;
    int m_inner; // own columns of the MLP
};

} // namespace core::live
