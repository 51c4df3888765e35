// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/session/session.h"

#include <string>
#include <vector>

namespace core::live {

// A training run that has come to its end, by whatever ran it.
struct RunReport
{
    Scenario scenario;
    ClockKind clock = ClockKind::Steady;
    std::vector<StepReport> steps;
    std::optional<double> testAccuracy;
    SnapshotPtr lastStep;
    std::string weights; // fingerprint of the whole network
    std::vector<Fingerprint> workers;
    std::vector<WorkerMemory> memory; // bytes that were allocated
    std::string text;                 // that a gpt wrote
};

// What the session stands at after these steps.
[[nodiscard]] RunReport reportOf(Session &session, ClockKind clock, std::vector<StepReport> steps);

// parallarium-live/1: losses before each step, accuracy, virtual times, devices as in a simulated
// result, fingerprints.
[[nodiscard]] std::string reportToJson(const RunReport &report);
// For people: what was trained, how it went, how long a step takes in virtual time.
[[nodiscard]] std::string reportToText(const RunReport &report);
// "step 12 of 250, loss 0.21, accuracy 97 %"
[[nodiscard]] std::string progressText(const StepReport &step, std::int64_t steps);

} // namespace core::live
