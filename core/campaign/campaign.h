// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/campaign/checkpoints.h"

#include <cstdint>
#include <optional>

namespace core {

// What of failures is asked. The defaults are assumptions.
struct FailureAssumptions
{
    // Hours between two failures of one device and what belongs to it. Llama 3 (arXiv:2407.21783,
    // section 3.3.4): 419 unexpected interruptions in 54 days on 16,384 devices.
    double deviceHours = 54 * 24.0 * 16'384 / 419;
    // Seconds for which training stands still. Assumed: states are copied to the memory of the
    // host, and written from there beside the training; MegaScale (arXiv:2402.15627, section 4)
    // reports several seconds.
    double checkpointSeconds = 10;
    // Seconds until it trains again. Assumed: MegaScale (section 6) detects and diagnoses failures
    // in less than 10 minutes on average.
    double restartSeconds = 600;
    std::int64_t stepsBetween = 0; // checkpoints; 0: as many as make the run shortest
};

// What a whole training run is priced with.
struct CampaignAssumptions
{
    double steps = 0;          // how long it trains
    double dollarsPerHour = 0; // of one device
    double watts = 0;          // of one device
    // Energy of the whole site over that of its devices. LLaMA (arXiv:2302.13971, section 6).
    double powerUsage = 1.1;
    std::optional<FailureAssumptions> failures; // none: nothing ever fails
};

struct CampaignCost
{
    double steps = 0;
    double samples = 0;
    double tokens = 0;
    double stepSeconds = 0;
    ExpectedTime time;             // seconds
    double machineHours = 0;       // between two failures of the whole machine; 0: none is assumed
    std::int64_t stepsBetween = 0; // checkpoints; 0: none is written
    double youngSeconds = 0;       // of training between two checkpoints, by Young
    double dalySeconds = 0;        // the same by Daly
    double deviceHours = 0;        // with failures
    double dollars = 0;            // 0: no price is known
    double kilowattHours = 0;      // at most: as if all draw their full power all the time

    [[nodiscard]] double hours() const { return time.total() / 3600; }
    // The share of the time that is spent on training that counts.
    [[nodiscard]] double effectiveShare() const { return time.training / time.total(); }
};

// Error: the step does not fit or does not end, a number is out of its range, or the machine fails
// so often that the run would hardly end.
[[nodiscard]] Result<CampaignCost> campaignCost(const Snapshot &snapshot,
                                                const CampaignAssumptions &assumptions);

// Steps in which so many tokens are seen; the last one is whole.
[[nodiscard]] double stepsForTokens(const Scenario &scenario, double tokens);

// With what is known of the price and the power of its device.
[[nodiscard]] CampaignAssumptions usualAssumptions(const Scenario &scenario);

} // namespace core
