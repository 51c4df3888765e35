// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/run/team.h"

#include <span>
#include <string>
#include <vector>

namespace core::live {

// What the devices of a replica hold together, tensor by tensor as allTensors() has them. Only
// between steps.
using Tensors = std::vector<std::vector<double>>;
template <class Real>
[[nodiscard]] Tensors collectWeights(Team<Real> &team, int replica);
// Of the step before: sums over the batch.
template <class Real>
[[nodiscard]] Tensors collectGradients(Team<Real> &team, int replica);

// 16 hexadecimal digits of the bits of these numbers, in order.
template <class Real>
[[nodiscard]] std::string fingerprintOf(std::span<const Real> values);

[[nodiscard]] std::string fingerprintOf(const Tensors &tensors);

} // namespace core::live
