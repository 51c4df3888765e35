// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <optional>
#include <string>

namespace core {

// A problem that makes a scenario invalid, and the field of the scenario file that causes it.
struct Complaint
{
    std::string path; // "training.micro_batch"
    std::string message;
};

// The first complaint, in the order of the file. validate() without a file to point into.
[[nodiscard]] std::optional<Complaint> firstComplaint(const Scenario &scenario);

// The parts of it.
[[nodiscard]] std::optional<Complaint> complaintAboutModel(const Scenario &scenario);
[[nodiscard]] std::optional<Complaint> complaintAboutSoftware(const SoftwareSpec &software);
[[nodiscard]] std::optional<Complaint> complaintAboutLayout(const Scenario &scenario);

// Of a training run alone, before anything is made of it, and of one beside its scenario.
[[nodiscard]] std::optional<Complaint> complaintAboutTrain(const TrainSpec &train);
[[nodiscard]] std::optional<Complaint> complaintAboutTrained(const Scenario &scenario);

// Bounds of what is simulated; beyond them lies a typo or a job for a cluster.
constexpr int kMaxDevices = 262'144;
constexpr std::int64_t kMaxLayers = 100'000;
constexpr int kMostNetworkLayers = 256; // of a network that is trained here
constexpr std::int64_t kMaxSamples = 1'000'000'000;
constexpr std::int64_t kMaxSequence = 100'000'000;
constexpr std::int64_t kMaxModelSize = 1'000'000'000'000'000; // parameters, or bytes per sample
constexpr double kLargestRate = 1e18;                         // FLOP/s and bytes/s
constexpr double kSlowestShare = 1e-6;                        // of a slowed device or link
constexpr std::int64_t kLongestLatency = 60'000'000'000;      // nanoseconds
constexpr double kLongestStep = 1e8;                          // seconds, three years

} // namespace core
