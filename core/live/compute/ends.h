// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/unit.h"

namespace core::live {

// x = row of the token + row of the position.
template <class Real>
class EmbeddingUnit final : public Unit<Real>
{
public:
    explicit EmbeddingUnit(const NetworkSpec &network);

    void forward(int part, UnitState<Real> &state, const Real *weights,
                 Workspace<Real> &space) override;
    void backwardInput(int, UnitState<Real> &, const Real *, Workspace<Real> &) override {}
    void backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                        Workspace<Real> &space) override;

private:
    [[nodiscard]] std::span<const std::int32_t> tokensOf(const UnitState<Real> &state) const;

    int m_vocab;
    int m_hidden;
    int m_tokens;
};

// Final norm, logits, loss. A tied head multiplies by its copy of the embedding's table.
template <class Real>
class HeadUnit final : public Unit<Real>
{
public:
    explicit HeadUnit(const NetworkSpec &network);

    void forward(int part, UnitState<Real> &state, const Real *weights,
                 Workspace<Real> &space) override;
    void backwardInput(int part, UnitState<Real> &state, const Real *weights,
                       Workspace<Real> &space) override;
    void backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                        Workspace<Real> &space) override;

private:
    [[nodiscard]] MatrixView<const Real> table(const Real *weights) const;
    [[nodiscard]] std::size_t tableOffset() const;

    int m_vocab;
    int m_hidden;
    int m_tokens;
    bool m_tied;
};

} // namespace core::live
