// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/collective_price.h"
#include "core/plan/plan.h"

namespace core {

// The way that the gradients of some pipeline ranks go: all replicas and context partners of each,
// one ring for every tensor partner.
struct GradientRing
{
    std::vector<int> devices; // of the first tensor partner, in the order of the ring
    Members members;
    Fabric fabric;
    Fabric healthy; // without slow links
    bool down = false;
    int downFrom = -1;
    int downTo = -1;
};
[[nodiscard]] GradientRing gradientRing(const Plan &plan, const Scenario &scenario,
                                        const std::vector<int> &ranks);

} // namespace core
