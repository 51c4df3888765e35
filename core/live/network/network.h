// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/network_spec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace core::live {

using core::NetworkKind;
using core::NetworkSpec;
using core::unitCount;

enum class Start : std::uint8_t { Uniform, Zeros, Ones };

// One tensor of the whole network: rows x columns, row-major; vectors have one row.
struct TensorSpec
{
    std::string name;
    int number = 0; // stream of its first weights
    int rows = 1;
    int columns = 0;
    Start start = Start::Uniform;
    double std = 0; // of a uniform start

    [[nodiscard]] std::int64_t size() const { return std::int64_t{rows} * columns; }
};

// The tensors that a unit owns, in their order. The head of a tied network holds a copy of the
// embedding's table, with its number.
[[nodiscard]] std::vector<TensorSpec> tensorsOf(const NetworkSpec &network, int unit);
// Each tensor of the network once.
[[nodiscard]] std::vector<TensorSpec> allTensors(const NetworkSpec &network);
[[nodiscard]] std::int64_t parameterCount(const NetworkSpec &network);

// The value that an element starts with.
[[nodiscard]] double startValue(const NetworkSpec &network, const TensorSpec &tensor,
                                std::int64_t element);

// Elements of a sample: its input numbers, and what has a target of its own.
[[nodiscard]] int inputWidth(const NetworkSpec &network);       // mlp: numbers; gpt: tokens
[[nodiscard]] int classCount(const NetworkSpec &network);       // of the output
[[nodiscard]] int targetsPerSample(const NetworkSpec &network); // mlp: 1; gpt: one a token

} // namespace core::live
