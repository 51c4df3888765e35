// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/evaluate.h"

#include <algorithm>

namespace core::live {

template <class Real>
Evaluator<Real>::Evaluator(const NetworkSpec &network, const Tensors &weights) : m_network(network)
{
    for (int unit = 0; unit < unitCount(network); ++unit) {
        std::vector<Real> flat;
        for (const TensorSpec &tensor : tensorsOf(network, unit)) {
            for (const double value : weights[static_cast<std::size_t>(tensor.number)])
                flat.push_back(static_cast<Real>(value));
        }
        m_weights.push_back(std::move(flat));
        m_units.push_back(makeUnit<Real>(network, unit, 0, 1));
    }
}

template <class Real>
UnitState<Real> Evaluator<Real>::forward(const MicroBatch<Real> &batch, int samples)
{
    Buffer<Real> stream;
    for (std::size_t unit = 0;; ++unit) {
        UnitState<Real> state;
        state.samples = samples;
        state.batch = &batch;
        state.input = std::move(stream);
        for (int part = 0; part < m_units[unit]->forwardParts(); ++part)
            m_units[unit]->forward(part, state, m_weights[unit].data(), m_space);
        if (unit + 1 == m_units.size())
            return state;
        stream = std::move(state.output);
        release(state, m_space);
    }
}

template <class Real>
LossSum Evaluator<Real>::over(const Table &table, Range rows)
{
    const int samples = rows.size();
    const auto width = static_cast<std::size_t>(table.width);
    MicroBatch<Real> batch;
    batch.numbers = Buffer<Real>(static_cast<std::size_t>(samples) * width);
    std::copy_n(table.numbers.begin() +
                    static_cast<std::ptrdiff_t>(width) * static_cast<std::ptrdiff_t>(rows.begin),
                batch.numbers.size(), batch.numbers.data());
    batch.targets.assign(table.labels.begin() + rows.begin, table.labels.begin() + rows.end);
    UnitState<Real> state = forward(batch, samples);
    const LossSum loss = state.loss;
    release(state, m_space);
    return loss;
}

// With a divisor of 1 the last unit leaves softmax minus one at the target.
template <class Real>
std::vector<float> Evaluator<Real>::probabilities(const UnitState<Real> &state,
                                                  std::span<const std::int32_t> targets) const
{
    const auto classes = static_cast<std::size_t>(classCount(m_network));
    std::vector<float> shares(state.outputGradient.size());
    std::ranges::transform(state.outputGradient.all(), shares.begin(),
                           [](Real value) { return static_cast<float>(value); });
    for (std::size_t row = 0; row < targets.size(); ++row)
        shares[row * classes + static_cast<std::size_t>(targets[row])] += 1;
    return shares;
}

template <class Real>
std::vector<float> Evaluator<Real>::classify(std::span<const Real> numbers)
{
    const auto samples = numbers.size() / static_cast<std::size_t>(inputWidth(m_network));
    MicroBatch<Real> batch;
    batch.numbers = Buffer<Real>(numbers.size());
    std::ranges::copy(numbers, batch.numbers.data());
    batch.targets.assign(samples, 0);
    UnitState<Real> state = forward(batch, static_cast<int>(samples));
    std::vector<float> shares = probabilities(state, batch.targets);
    release(state, m_space);
    return shares;
}

template <class Real>
std::vector<float> Evaluator<Real>::nextByte(std::span<const std::int32_t> tokens)
{
    const auto sequence = static_cast<std::size_t>(m_network.sequence);
    const std::size_t used = std::min(tokens.size(), sequence);
    MicroBatch<Real> batch;
    batch.tokens.assign(sequence, 0); // what stands behind the last token is not seen by it
    std::ranges::copy(tokens.last(used), batch.tokens.begin());
    batch.targets.assign(sequence, 0);
    UnitState<Real> state = forward(batch, 1);
    const std::vector<float> shares = probabilities(state, batch.targets);
    release(state, m_space);
    const auto classes = static_cast<std::ptrdiff_t>(classCount(m_network));
    const auto row = shares.begin() + (static_cast<std::ptrdiff_t>(used) - 1) * classes;
    return {row, row + classes};
}

template class Evaluator<float>;
template class Evaluator<double>;

} // namespace core::live
