// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cluster/cluster_spec.h"
#include "core/cost/kernel_price.h"
#include "core/model/network_spec.h"
#include "core/scenario/train_spec.h"

#include <array>
#include <vector>

namespace core {

// What the engine of core/live computes for a network, kernel by kernel, in fp32. The engine is
// told by it what work costs that was never measured, and the simulation what it will do.

// A stretch of work of one device.
struct KernelWork
{
    std::vector<GemmShape> products;
    double touched = 0;   // elements that kernels between the products read and write
    double functions = 0; // exponentials and the like among them
    double kernels = 0;   // calls
    std::array<double, kKernels> elements{}; // that each kernel works on, or what else it counts
    std::array<double, kKernels> fresh{}; // the same that were written just before: they are near

    KernelWork &operator+=(const KernelWork &other);
};

enum class UnitPass : std::uint8_t { Forward, BackwardInput, BackwardWeight };

// Of tensor partners this one, of so many; samples of a micro-batch.
struct UnitShare
{
    int samples = 1;
    int partner = 0;
    int partners = 1;
};

// A dense layer, an embedding, a block or the head (unit 0 is the first). A pass in the parts
// between which tensor partners exchange something; alone a device does them all at once.
[[nodiscard]] std::vector<KernelWork> unitWork(const NetworkSpec &network, int unit, UnitPass pass,
                                               const UnitShare &share);
// Elements that partners exchange behind each part but the last, and whether each has a block of
// them or a summand.
struct UnitExchange
{
    std::int64_t elements = 0;
    bool gathers = false;
};
[[nodiscard]] UnitExchange unitExchange(const NetworkSpec &network, int unit, UnitPass pass,
                                        int samples);

// On one device: the whole of what a unit holds.
[[nodiscard]] std::int64_t unitParameters(const NetworkSpec &network, int unit,
                                          const UnitShare &share);

// The optimizer on so many elements; sums that begin at nothing, or get a message on top: gradients
// of another replica, or a summand of a tensor partner to what was just multiplied here.
[[nodiscard]] KernelWork updateWork(double elements, TrainOptimizer optimizer);
[[nodiscard]] KernelWork clearWork(double elements);
[[nodiscard]] KernelWork addWork(double elements);
// Of as many terms, which are cleared.
[[nodiscard]] KernelWork takeWork(double elements, double terms);
[[nodiscard]] KernelWork addFreshWork(double elements);
[[nodiscard]] KernelWork loadWork(const NetworkSpec &network, int samples);

// The engine will train it: on a processor, in fp32, with all activations kept. Anything else is
// simulated like any model.
[[nodiscard]] bool isPricedAsTrained(const Scenario &scenario);

} // namespace core
