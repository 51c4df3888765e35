// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/published_run.h"

#include <stop_token>
#include <string>
#include <vector>

namespace core {

// One run predicted. Errors are fractions: predicted / published - 1.
struct ValidatedRun
{
    std::string id;
    std::string group;
    double published = 0; // seconds
    double predicted = 0;
    double memoryPublished = 0; // 10^9 bytes; 0: not known
    double memoryPredicted = 0;
    std::string problem = {}; // why it is not predicted; then it counts in no mean
    std::string note = {};    // what its source leaves open
    std::string device = {};  // id, of one that is predicted
    std::string kind = {};    // runKind(), likewise

    [[nodiscard]] double error() const { return published > 0 ? predicted / published - 1 : 0; }
    [[nodiscard]] double memoryError() const
    {
        return memoryPublished > 0 ? memoryPredicted / memoryPublished - 1 : 0;
    }
};

struct ValidatedGroup
{
    std::string group;
    int rows = 0;         // predicted
    int skipped = 0;      // that cannot be modelled
    double meanError = 0; // of absolute values
    double medianError = 0;
    double maxError = 0;
    double bias = 0;
    int memoryRows = 0;
    double memoryMeanError = 0;
};

struct Validation
{
    std::vector<ValidatedRun> runs;
    std::vector<ValidatedGroup> groups; // in order of their first run
};

// Predicts each run as the program would any scenario: plan, simulation, measurement.
[[nodiscard]] ValidatedRun validateRun(const PublishedRun &run);
[[nodiscard]] Validation validateRuns(const std::vector<PublishedRun> &runs,
                                      const std::stop_token &stop = {});
// By their source, or by another of their texts; runs without one are left out.
[[nodiscard]] std::vector<ValidatedGroup>
groupsOf(const std::vector<ValidatedRun> &runs,
         std::string ValidatedRun::*by = &ValidatedRun::group);

} // namespace core
