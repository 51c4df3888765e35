// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/compute/workspace.h"

namespace core::live {

// Causal attention of some heads over the tokens of each sample.
struct AttentionShape
{
    int samples = 0;
    int tokens = 0;
    int heads = 0; // of this device
    int width = 0; // of a head

    [[nodiscard]] int columns() const { return heads * width; } // of queries, of keys, of values
    [[nodiscard]] std::size_t rows() const
    {
        return static_cast<std::size_t>(samples) * static_cast<std::size_t>(tokens);
    }
    [[nodiscard]] std::size_t weightCount() const // of all softmax rows
    {
        return rows() * static_cast<std::size_t>(heads) * static_cast<std::size_t>(tokens);
    }
};

// queriesKeysValues: rows x 3 columns(). Writes the softmax weights, which the backward pass needs,
// and the output, rows x columns().
template <class Real>
void attend(const AttentionShape &shape, const Real *queriesKeysValues, Real *weights,
            Real *output);
// gradient: of queries, keys and values, laid out as they are.
template <class Real>
void attendBackward(const AttentionShape &shape, const Real *queriesKeysValues, const Real *weights,
                    const Real *outputGradient, Real *gradient, Workspace<Real> &space);

} // namespace core::live
