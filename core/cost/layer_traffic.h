// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cost/layer_price.h"
#include "core/schedule/schedule.h"

namespace core {

// The groups whose collectives are parts of a visit.
enum class PartnerKind : std::uint8_t { Tensor, Context, Experts, Shards };
constexpr int kPartnerKinds = 4;

// What one device does in the collectives of one kind.
struct PartnerTraffic
{
    double sent = 0;    // bytes, to others
    double seconds = 0; // as priced, hidden or not

    PartnerTraffic &operator+=(const PartnerTraffic &other)
    {
        sent += other.sent;
        seconds += other.seconds;
        return *this;
    }
};
using LayerTraffic = std::array<PartnerTraffic, kPartnerKinds>; // by PartnerKind

// Of one layer (an index into priceLayers) in one visit of that kind. Of an array of S bytes over n
// devices each sends 2 (n-1)/n S in an all-reduce, (n-1)/n S in an all-gather, a reduce-scatter and
// an all-to-all: the bytes that collective_price.h prices.
[[nodiscard]] LayerTraffic layerTraffic(const LayerPrice &layer, int index, Op op,
                                        const Scenario &scenario);

} // namespace core
