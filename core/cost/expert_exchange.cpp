// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cost/expert_exchange.h"

#include <algorithm>

namespace core {
namespace {

// That none of so many draws without replacement from all is one of those marked.
double noneOf(double all, double marked, double draws)
{
    double none = 1;
    for (double drawn = 0; drawn < draws && none > 0; ++drawn)
        none *= std::max(0.0, all - marked - drawn) / (all - drawn);
    return none;
}

} // namespace

double holdersOfToken(const TransformerSpec &spec, double holders)
{
    const double experts = static_cast<double>(spec.experts);
    const double groups = static_cast<double>(std::max<std::int64_t>(1, spec.expertGroups));
    const double chosen =
        spec.groupsPerToken > 0 ? static_cast<double>(spec.groupsPerToken) : groups;
    // A holder has some groups, or a part of one. Where it has some, those that the router may take
    // are counted with their mean.
    const double reached = 1 - noneOf(groups, std::max(1.0, groups / holders), chosen);
    const double open = experts * chosen / groups; // that the router may take
    const double mine = open / holders / reached;
    return holders * reached * (1 - noneOf(open, mine, static_cast<double>(spec.expertsPerToken)));
}

// A copy goes over the network to the device at the same place in the other node, which forwards it
// to each device with an expert of the token; both links work at once, and results are summed on
// the way back (DeepSeek-V3, arXiv:2412.19437, section 3.2.2; DeepEP's normal kernels).
TokenCopies copiesPerNode(const TransformerSpec &spec, const Members &members)
{
    const double nodes = members.devices / members.inNode;
    return {holdersOfToken(spec, members.devices) * (members.inNode - 1) / members.inNode,
            holdersOfToken(spec, nodes) * (nodes - 1) / nodes};
}

ExpertPasses expertExchange(const TransformerSpec &spec, const BlockSizes &z, Dispatch dispatch)
{
    if (z.expert <= 1 || z.sent <= 0)
        return {};
    const Members members = membersAt(z.expert, z.t, z.expertFabric);
    const TokenCopies copies = copiesPerNode(spec, members);
    const auto one = [&](double width) {
        const double bytes = z.stream * z.h * width; // of one copy of all tokens
        return dispatch == Dispatch::PerExpert
                   ? allToAllSeconds(z.sent * bytes, members, z.expertFabric)
                   : exchangeSeconds(copies.inNode * bytes, copies.network * bytes, members,
                                     z.expertFabric);
    };
    const double kept = dispatch == Dispatch::PerExpert
                            ? z.sent * (members.devices - 1) / members.devices
                            : copies.inNode + copies.network;
    const double sent = kept * z.stream * z.h; // elements
    return {one(z.dispatched), one(z.machine.element), sent * z.dispatched,
            sent * z.machine.element};
}

} // namespace core
