// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/complete.h"

namespace core {

// What asking for a value does to a layout, before the batch is divided.
void askTensor(Draft &draft, std::int64_t tensor);
void askContext(Draft &draft, std::int64_t context);
void askPipeline(Draft &draft, std::int64_t pipeline);
void askData(Draft &draft, std::int64_t data);
void askExpert(Draft &draft, std::int64_t expert);
void askSharding(Draft &draft, std::int64_t sharding);
void askSchedule(Draft &draft, std::int64_t place);
void askLayers(Draft &draft, std::int64_t layers);

// Degrees that the number of devices, the model and the schedule allow; the devices stay unless
// the schedule cannot use them.
void fitToDevices(Draft &draft);
// The schedule goes if its stages or its single replica cannot be had with these degrees.
void fitSchedule(Draft &draft);
// What shares states between replicas: experts, sharding.
void fitSharing(Scenario &scenario);
// Partition, placement, a schedule of one's own and faults that no longer mean anything go.
void dropStale(Draft &draft);

} // namespace core
