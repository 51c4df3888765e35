// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/network_spec.h"

#include <cstdint>
#include <string>

namespace core {

enum class TrainOptimizer : std::uint8_t { Sgd, Momentum, AdamW };

// A training run that really happens (core/live): a network small enough for it, and what it
// learns. Batches and layout are the scenario's, whose model follows from the network.
struct TrainSpec
{
    NetworkSpec network;         // its seed is not used: see below
    std::string data = "digits"; // digits, spirals, text, text:FILE, idx:FOLDER
    std::uint64_t seed = 1;      // of first weights, places in a text, points of spirals
    double learningRate = 0.1;
    TrainOptimizer optimizer = TrainOptimizer::Sgd;
    double momentum = 0.9; // momentum alone
    double beta1 = 0.9;    // AdamW
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0;
    bool shareGradients = true; // false: replicas drift apart
    // Gradients are summed without rounding, so every layout of the same micro-batches ends with
    // the same bits; costs twice the bytes.
    bool exactSums = false;
    std::int64_t steps = 200;

    bool operator==(const TrainSpec &) const = default;
};

} // namespace core
