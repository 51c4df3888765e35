// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/buffer.h"
#include "core/scenario/train_spec.h"

#include <cstddef>
#include <cstdint>

namespace core::live {

using OptimizerKind = TrainOptimizer;

struct OptimizerSpec
{
    OptimizerKind kind = OptimizerKind::Sgd;
    double learningRate = 0.1;
    double momentum = 0.9;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0; // AdamW, of every tensor

    bool operator==(const OptimizerSpec &) const = default;
};

// Buffers of the optimizer's own, as many elements each as there are weights that it updates.
[[nodiscard]] int momentsOf(OptimizerKind kind);

// One update of some elements. Momentum as PyTorch has it, without dampening; AdamW with bias
// correction and decoupled decay (arXiv:1711.05101), the decay first.
template <class Real>
class Optimizer
{
public:
    Optimizer(const OptimizerSpec &spec, std::size_t size);

    // begin: where the moments of these elements begin; step counts from 1.
    template <class Gradient>
    void update(std::size_t begin, std::size_t size, Real *weights, const Gradient *gradient,
                int step);
    void setLearningRate(double rate) { m_spec.learningRate = rate; }

private:
    template <class Gradient>
    void adamW(std::size_t begin, std::size_t size, Real *weights, const Gradient *gradient,
               int step);

    OptimizerSpec m_spec;
    Buffer<Real> m_first;
    Buffer<Real> m_second;
};

} // namespace core::live
