// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/campaign/campaign.h"

#include <cstdint>
#include <optional>

namespace core {

// How a whole training run is to be priced; what is left out is assumed.
struct CostRequest
{
    std::optional<double> tokens; // one of the two
    std::optional<double> steps;
    std::optional<double> dollarsPerHour;
    std::optional<double> watts;
    std::optional<double> powerUsage;
    bool failures = false; // each of the next asks for them too
    std::optional<double> deviceHours;
    std::optional<double> checkpointSeconds;
    std::optional<double> restartSeconds;
    std::optional<std::int64_t> stepsBetween;
};

// Error: it does not say how long is trained, or says so twice.
[[nodiscard]] Result<CampaignAssumptions> assumptionsOf(const CostRequest &request,
                                                        const Scenario &scenario);

} // namespace core
