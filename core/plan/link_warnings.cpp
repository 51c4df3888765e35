// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/link_warnings.h"

#include "core/base/text.h"
#include "core/presets/presets.h"

#include <algorithm>

namespace core {
namespace {

constexpr double kGigabyte = 1e9;
constexpr double kBitsPerByte = 8;
// A link of that many times the rate of the one that it is based on is no variant of it.
constexpr double kNoVariant = 4;

// The link whose rate in bits is this one's in bytes; null: it is what it says, as far as is known.
const LinkSpec *meantInBits(const LinkSpec &link)
{
    const auto presets = linkPresets();
    const auto base = std::ranges::find(presets, link.id, &LinkSpec::id);
    if (base == presets.end() || link.bandwidth < kNoVariant * base->bandwidth)
        return nullptr;
    const auto isMeant = [&link](const LinkSpec &known) {
        return kBitsPerByte * known.bandwidth == link.bandwidth;
    };
    if (isMeant(*base))
        return &*base;
    const auto found = std::ranges::find_if(presets, isMeant);
    return found == presets.end() ? nullptr : &*found;
}

void warnOf(Plan &plan, const LinkSpec &link, const std::string &key)
{
    const LinkSpec *meant = meantInBits(link);
    if (!meant)
        return;
    const std::string rate = figureOfNumber(link.bandwidth / kGigabyte);
    plan.warnings.push_back(key + ".gbps is " + rate + ", which is " + rate +
                            " gigabytes a second. If the " + rate + " Gbit/s of " + meant->title +
                            " are meant, it is " + figureOfNumber(meant->bandwidth / kGigabyte) +
                            '.');
}

} // namespace

void warnOfBits(Plan &plan, const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    if (cluster.devices > 1)
        warnOf(plan, cluster.intraLink, "cluster.intra_link");
    if (cluster.devices > cluster.devicesPerNode)
        warnOf(plan, cluster.interLink, "cluster.inter_link");
}

} // namespace core
