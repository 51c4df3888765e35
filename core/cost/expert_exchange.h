// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/block_sizes.h"

namespace core {

// Over how many different holders (devices or nodes) the experts of a token spread on average, when
// each holds the same number of experts. The router takes any experts of the groups that it may
// (TransformerSpec::groupsPerToken) with the same probability.
[[nodiscard]] double holdersOfToken(const TransformerSpec &spec, double holders);

// Of each token, the copies that a device sends and receives in one exchange when a node gets no
// more than one (Dispatch::PerNode). Otherwise each expert gets its own.
struct TokenCopies
{
    double inNode = 0;
    double network = 0;
};
[[nodiscard]] TokenCopies copiesPerNode(const TransformerSpec &spec, const Members &members);

// Dispatch of tokens to their experts, and combine.
struct ExpertPasses
{
    double dispatch = 0; // seconds
    double combine = 0;
    double dispatched = 0; // bytes that each device sends
    double combined = 0;
};
[[nodiscard]] ExpertPasses expertExchange(const TransformerSpec &spec, const BlockSizes &z,
                                          Dispatch dispatch);

} // namespace core
