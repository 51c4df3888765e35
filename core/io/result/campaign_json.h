// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign.h"

#include <string>

namespace core {

// The parallarium-cost/1 document: what was assumed, and what follows. Names carry the units.
[[nodiscard]] std::string campaignToJson(const Snapshot &snapshot,
                                         const CampaignAssumptions &assumptions,
                                         const CampaignCost &cost);

} // namespace core
