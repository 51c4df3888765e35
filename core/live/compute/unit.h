// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/gradient_sum.h"
#include "core/live/compute/kernels.h"
#include "core/live/compute/workspace.h"
#include "core/live/network/slices.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace core::live {

// The samples of one micro-batch, as the ends of the network need them.
template <class Real>
struct MicroBatch
{
    Buffer<Real> numbers;             // mlp: samples x width
    std::vector<std::int32_t> tokens; // gpt: samples x sequence
    std::vector<std::int32_t> targets;
};

// A micro-batch in a unit, from its forward pass to its weight gradients.
template <class Real>
struct UnitState
{
    int samples = 0;
    const MicroBatch<Real> *batch = nullptr; // first and last unit
    double divisor = 1;                      // last unit: targets of the whole batch
    Buffer<Real> input;
    Buffer<Real> output;
    Buffer<Real> part; // what tensor partners add up, or gather
    Buffer<Real> outputGradient;
    Buffer<Real> inputGradient;
    std::vector<Buffer<Real>> kept;      // from the forward pass to the last use
    std::vector<Buffer<Real>> gradients; // from the input gradients to the weight gradients
    LossSum loss;                        // last unit
};

// What tensor partners do with the shared part of a unit state between two parts of a pass.
enum class Sharing : std::uint8_t {
    None,
    Sum,   // each has a summand of all of it
    Gather // each has one block of it
};

// The arithmetic of one unit: a dense layer, an embedding, a block, a head. A pass has one part
// more than it has exchanges between tensor partners.
template <class Real>
class Unit
{
public:
    virtual ~Unit() = default;

    [[nodiscard]] virtual int forwardParts() const { return 1; }
    virtual void forward(int part, UnitState<Real> &state, const Real *weights,
                         Workspace<Real> &space) = 0;
    [[nodiscard]] virtual int backwardParts() const { return 1; }
    virtual void backwardInput(int part, UnitState<Real> &state, const Real *weights,
                               Workspace<Real> &space) = 0;
    virtual void backwardWeight(UnitState<Real> &state, GradientSum<Real> &sum,
                                Workspace<Real> &space) = 0;
};

template <class Real>
[[nodiscard]] std::unique_ptr<Unit<Real>> makeUnit(const NetworkSpec &network, int unit,
                                                   int partner, int partners);

// Gives back every buffer of the state.
template <class Real>
void release(UnitState<Real> &state, Workspace<Real> &space);

} // namespace core::live
