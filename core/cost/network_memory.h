// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/network_work.h"

namespace core {

// What a network that is trained here keeps, in elements of fp32.

// Of a micro-batch, by a unit, from its forward pass to the end of its backward pass.
[[nodiscard]] std::int64_t keptElements(const NetworkSpec &network, int unit,
                                        const UnitShare &share);
// Beside those from its input gradient to its weight gradient, where the two are apart: the
// gradients that the latter multiplies activations with, as M_W of Zero Bubble counts them
// (arXiv:2401.10241, table 1). The last unit turns what it has put out into its gradient.
[[nodiscard]] std::int64_t keptForWeightElements(const NetworkSpec &network, int unit,
                                                 const UnitShare &share);
// That the next unit gets of a micro-batch.
[[nodiscard]] std::int64_t outputElements(const NetworkSpec &network, int unit, int samples);

// How a network is split and updated.
struct StepShape
{
    int replicas = 1;
    int ranks = 1; // of the pipeline
    int samples = 1;
    int moments = 0; // buffers of the optimizer
};
// Bytes that a step passes through before it comes back to where it was: weights, gradients and
// optimizer states of all workers, which share the caches of one computer, and activations of a
// micro-batch for each pipeline rank.
[[nodiscard]] double workingSetOf(const NetworkSpec &network, const StepShape &shape);
[[nodiscard]] double workingSetOf(const Scenario &scenario); // that trains a network

} // namespace core
