// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/compute/optimizer.h"

#include "core/live/compute/lanes.h"

#include <algorithm>
#include <cmath>

namespace core::live {

int momentsOf(OptimizerKind kind)
{
    switch (kind) {
    case OptimizerKind::Sgd:
        return 0;
    case OptimizerKind::Momentum:
        return 1;
    case OptimizerKind::AdamW:
        break;
    }
    return 2;
}

template <class Real>
Optimizer<Real>::Optimizer(const OptimizerSpec &spec, std::size_t size)
    : m_spec(spec), m_first(momentsOf(spec.kind) > 0 ? size : 0),
      m_second(momentsOf(spec.kind) > 1 ? size : 0)
{
    std::ranges::fill(m_first.all(), Real{0});
    std::ranges::fill(m_second.all(), Real{0});
}

template <class Real>
template <class Gradient>
PARALLARIUM_WIDE void Optimizer<Real>::update(std::size_t begin, std::size_t size, Real *weights,
                                              const Gradient *gradient, int step)
{
    const auto rate = static_cast<Real>(m_spec.learningRate);
    switch (m_spec.kind) {
    case OptimizerKind::Sgd:
        for (std::size_t i = 0; i < size; ++i)
            weights[i] -= rate * static_cast<Real>(gradient[i]);
        break;
    case OptimizerKind::Momentum: {
        Real *velocity = m_first.data() + begin;
        const auto momentum = static_cast<Real>(m_spec.momentum);
        for (std::size_t i = 0; i < size; ++i) {
            velocity[i] = momentum * velocity[i] + static_cast<Real>(gradient[i]);
            weights[i] -= rate * velocity[i];
        }
        break;
    }
    case OptimizerKind::AdamW:
        adamW(begin, size, weights, gradient, step);
        break;
    }
}

template <class Real>
template <class Gradient>
PARALLARIUM_WIDE void Optimizer<Real>::adamW(std::size_t begin, std::size_t size, Real *weights,
                                             const Gradient *gradient, int step)
{
    Real *first = m_first.data() + begin;
    Real *second = m_second.data() + begin;
    const auto beta1 = static_cast<Real>(m_spec.beta1);
    const auto beta2 = static_cast<Real>(m_spec.beta2);
    const auto rest1 = static_cast<Real>(1 - m_spec.beta1);
    const auto rest2 = static_cast<Real>(1 - m_spec.beta2);
    const auto correction1 = static_cast<Real>(1 - std::pow(m_spec.beta1, step));
    const auto correction2 = static_cast<Real>(1 - std::pow(m_spec.beta2, step));
    const auto rate = static_cast<Real>(m_spec.learningRate);
    const auto decay = static_cast<Real>(1 - m_spec.learningRate * m_spec.weightDecay);
    const auto epsilon = static_cast<Real>(m_spec.epsilon);
    for (std::size_t i = 0; i < size; ++i) {
        const auto g = static_cast<Real>(gradient[i]);
        first[i] = beta1 * first[i] + rest1 * g;
        second[i] = beta2 * second[i] + rest2 * g * g;
        weights[i] = weights[i] * decay - rate * (first[i] / correction1) /
                                              (std::sqrt(second[i] / correction2) + epsilon);
    }
}

template class Optimizer<float>;
template class Optimizer<double>;
template void Optimizer<float>::update(std::size_t, std::size_t, float *, const float *, int);
template void Optimizer<float>::update(std::size_t, std::size_t, float *, const double *, int);
template void Optimizer<double>::update(std::size_t, std::size_t, double *, const double *, int);

} // namespace core::live
