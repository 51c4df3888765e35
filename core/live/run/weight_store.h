// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/live/compute/gradient_sum.h"
#include "core/live/compute/optimizer.h"
#include "core/live/program/layout.h"

#include <cstddef>
#include <span>
#include <vector>

namespace core::live {

// Weights, gradients and optimizer states of one device. Under ZeRO it keeps the optimizer states
// of its share of each unit, under ZeRO-3 the share of the weights as well, and all of a unit only
// while that is worked on. Gradients are whole under each of them: those of all micro-batches are
// added up before they are shared.
template <class Real>
class WeightStore
{
public:
    WeightStore(const Layout &layout, const OptimizerSpec &optimizer, int device);

    [[nodiscard]] const Holding &holding() const { return m_holding; }
    // All weights of a held unit. Under ZeRO-3 between gather() and drop() alone.
    [[nodiscard]] Real *unitWeights(const HeldUnit &unit);
    // Elements as instructions number them.
    [[nodiscard]] std::span<Real> weights(std::size_t begin, std::size_t end);
    [[nodiscard]] GradientSum<Real> &gradients() { return m_gradients; }

    // The sums, in the form in which devices exchange them.
    [[nodiscard]] std::span<std::byte> gradientBytesAt(std::size_t begin, std::size_t end);
    // They lie with another device, which leaves them there until forgetBorrowed().
    void borrow(std::size_t begin, std::size_t end, std::span<const std::byte> gradients);
    void forgetBorrowed() { m_borrowed.clear(); }
    // Wherever they lie.
    [[nodiscard]] std::span<const std::byte> gradientsToLend(std::size_t begin, std::size_t end);
    // Both halves of a tied table's gradient become their sum.
    void addTiedLocally();

    void gather(const HeldUnit &unit); // the own share; the rest is to be received
    void drop(const HeldUnit &unit);
    // The optimizer on a range, whose gradients are then cleared or stay as they are.
    void update(std::size_t begin, std::size_t end, int step, bool clears);
    void setLearningRate(double rate) { m_optimizer.setLearningRate(rate); }

    // Everything that is held of the weights, as one row of numbers; and back.
    void copyHeld(std::vector<Real> &values) const;
    void setHeld(std::span<const Real> values);
    // All gradients that are held, as they lie in memory; and back.
    [[nodiscard]] std::vector<std::byte> copyOfGradients() const;
    void setGradients(std::span<const std::byte> bytes);

    // Bytes that are allocated.
    [[nodiscard]] Bytes weightBytes() const;
    [[nodiscard]] Bytes gradientBytes() const;
    [[nodiscard]] Bytes optimizerBytes() const;

private:
    struct Share
    {
        std::size_t begin = 0; // as instructions number elements
        Buffer<Real> values;
        Buffer<Real> whole; // while gathered
    };
    // The share of a unit whose optimizer states are here.
    struct Updated
    {
        std::size_t begin = 0;   // as instructions number elements
        std::size_t moments = 0; // where its optimizer states begin
    };
    struct Borrowed
    {
        std::size_t begin = 0;
        std::size_t end = 0;
        std::span<const std::byte> gradients;
    };
    [[nodiscard]] std::size_t findShares(const Layout &layout, int device);
    void start(const NetworkSpec &network);
    template <class Gradient>
    void update(std::size_t begin, std::size_t end, std::span<Gradient> gradients, int step,
                bool clears);
    [[nodiscard]] std::size_t unitAt(std::size_t element) const;

    Holding m_holding;
    bool m_shared;               // ZeRO-3
    Buffer<Real> m_weights;      // not ZeRO-3: all of them
    std::vector<Share> m_shares; // ZeRO-3: by held unit
    GradientSum<Real> m_gradients;
    std::vector<Borrowed> m_borrowed; // by place
    std::vector<Updated> m_updated;   // ZeRO: by held unit
    std::size_t m_updatedCount;       // elements
    Optimizer<Real> m_optimizer;
    int m_moments;
};

} // namespace core::live
