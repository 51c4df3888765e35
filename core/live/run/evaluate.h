// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/unit.h"
#include "core/live/network/samples.h"
#include "core/live/run/collect.h"

namespace core::live {

// Forward passes of a whole network on one device, away from the training run: its accuracy and its
// answers.
template <class Real>
class Evaluator
{
public:
    Evaluator(const NetworkSpec &network, const Tensors &weights);

    // Loss and right answers over rows of a table.
    [[nodiscard]] LossSum over(const Table &table, Range rows);
    // Probability of each class for each sample, packed. Numbers: samples x width.
    [[nodiscard]] std::vector<float> classify(std::span<const Real> numbers);
    // Of the byte behind these tokens, at most a sequence of them.
    [[nodiscard]] std::vector<float> nextByte(std::span<const std::int32_t> tokens);

private:
    // The last unit's state after a forward pass; outputGradient is softmax minus target.
    UnitState<Real> forward(const MicroBatch<Real> &batch, int samples);
    [[nodiscard]] std::vector<float> probabilities(const UnitState<Real> &state,
                                                   std::span<const std::int32_t> targets) const;

    NetworkSpec m_network;
    std::vector<std::vector<Real>> m_weights; // per unit
    std::vector<std::unique_ptr<Unit<Real>>> m_units;
    Workspace<Real> m_space;
};

} // namespace core::live
