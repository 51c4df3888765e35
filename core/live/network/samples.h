// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/network/network.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace core::live {

// Rows of numbers with a label each.
struct Table
{
    int width = 0;
    int classes = 0;
    std::vector<float> numbers = {}; // rows x width
    std::vector<std::int32_t> labels = {};
    int trainingRows = 0; // the first ones; the rest is for the test

    [[nodiscard]] int rows() const { return static_cast<int>(labels.size()); }
    [[nodiscard]] int testRows() const { return rows() - trainingRows; }
};

// What a network is trained on: an endless row of numbered samples. Any device makes any of them.
struct SampleSource
{
    std::uint64_t seed = 1;
    std::shared_ptr<const Table> table;      // sample n is training row n, from the start again
    std::shared_ptr<const std::string> text; // sample n is a stretch of it, from a random place
    // Neither: random numbers and labels, for checks.
};

// Why the source cannot feed this network: wrong widths, labels out of range, too short a text.
// Empty: it can.
[[nodiscard]] std::string mismatch(const NetworkSpec &network, const SampleSource &source);

// Inputs of sample n, and what it should give.
template <class Real>
void writeNumbers(const NetworkSpec &network, const SampleSource &source, std::int64_t sample,
                  Real *numbers);
void writeTokens(const NetworkSpec &network, const SampleSource &source, std::int64_t sample,
                 std::int32_t *tokens);
void writeTargets(const NetworkSpec &network, const SampleSource &source, std::int64_t sample,
                  std::int32_t *targets);

// Two spirals that wind around each other, two classes: place and class of each point follow from
// the seed. The first three quarters are for training.
[[nodiscard]] Table makeSpirals(int points, std::uint64_t seed);

} // namespace core::live
