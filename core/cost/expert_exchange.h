// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/block_sizes.h"

namespace core {

// Among how many different holders the experts of a token are, in the mean, when so many hold the
// same number of experts each: devices, or nodes. The router takes any experts of the groups that
// it may (TransformerSpec::groupsPerToken) with the same probability.
[[nodiscard]] double holdersOfToken(const TransformerSpec &spec, double holders);

// Of each token, the copies that a device sends and receives in one exchange when a node gets no
// more than one (Dispatch::PerNode). Otherwise each expert gets its own.
struct TokenCopies
{
    double inNode = 0;
    double network = 0;
};
[[nodiscard]] TokenCopies copiesPerNode(const TransformerSpec &spec, const Members &members);

// Tokens to their experts, and answers back.
struct ExpertPasses
{
    double dispatch = 0; // seconds
    double combine = 0;
};
[[nodiscard]] ExpertPasses expertExchange(const TransformerSpec &spec, const BlockSizes &z,
                                          Dispatch dispatch);

} // namespace core
