// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace core {

// Of the weight gradients' time, what a collective beside them can use: it starts when the first
// of a pair of products is done, and its last part has none to hide behind.
constexpr double kBesideWeights = 0.9;

// Of the host's work for the backward pass of a layer, the part of the input gradient. Both make
// one product for each linear layer, 4 of about 12 kernels; everything else is the input's.
constexpr double kHostOfInput = 2.0 / 3;

} // namespace core
