// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign.h"

#include <cstdint>
#include <string>

namespace app {

// Whether where the price and the power come from is told.
enum class CostSources : std::uint8_t { Told, Left };

// What a run costs, in lines for a terminal.
[[nodiscard]] std::string costText(const core::Snapshot &snapshot,
                                   const core::CampaignAssumptions &assumptions,
                                   const core::CampaignCost &cost, CostSources sources);

} // namespace app
