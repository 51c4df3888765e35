// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/unit.h"

namespace core::live {

// y = x W + b. ReLU follows all layers but the last; its derivative is taken by the layer behind,
// which keeps x. The last layer also makes the loss and its gradient.
template <class Real>
class DenseUnit final : public Unit<Real>
{
public:
    DenseUnit(const NetworkSpec &network, int layer, int partner, int partners);

    [[nodiscard]] int forwardParts() const override;
    void forward(int part, UnitState<Real> &state, const Real *weights,
                 Workspace<Real> &space) override;
    [[nodiscard]] int backwardParts() const override;
    void backwardInput(int part, UnitState<Real> &state, const Real *weights,
                       Workspace<Real> &space) override;
    void backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                        Workspace<Real> &space) override;

private:
    void multiplyInput(UnitState<Real> &state, const Real *weights, Real *result) const;
    void unpackBlocks(UnitState<Real> &state, Workspace<Real> &space) const;
    void finish(UnitState<Real> &state) const;
    [[nodiscard]] MatrixView<const Real> ownGradient(const UnitState<Real> &state) const;

    int m_in;
    int m_out;
    int m_partners;
    Range m_own; // columns
    bool m_first;
    bool m_last;
    std::size_t m_biasOffset;
};

} // namespace core::live
