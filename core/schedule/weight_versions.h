// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/schedule.h"

#include <vector>

namespace core {

// Which weights the visits of one rank use when every backward updates them: version n is that
// after n updates. The backward of a micro-batch uses the version of its forward.
struct WeightVersions
{
    std::vector<int> ofMicroBatch; // version of each micro-batch's forward and backward
    int mostAtOnce = 0;            // different versions that must be kept at the same time
};

// For a stage of an asynchronous order.
[[nodiscard]] WeightVersions weightVersions(const ScheduleOrder &order, int stage);

} // namespace core
