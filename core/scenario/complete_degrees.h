// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/complete.h"

namespace core {

// How asking for a value changes a layout, before the batch is divided.
void askTensor(Draft &draft, std::int64_t tensor);
void askContext(Draft &draft, std::int64_t context);
void askPipeline(Draft &draft, std::int64_t pipeline);
void askData(Draft &draft, std::int64_t data);
void askExpert(Draft &draft, std::int64_t expert);
void askSharding(Draft &draft, std::int64_t sharding);
void askSchedule(Draft &draft, std::int64_t place);
void askLayers(Draft &draft, std::int64_t layers);
void askChunks(Draft &draft, std::int64_t chunks);
void askGroup(Draft &draft, std::int64_t microBatches);
void askMemoryLimit(Draft &draft, std::int64_t thousandths);

// Degrees that the number of devices, the model and the schedule allow; the devices stay unless
// the schedule cannot use them.
void fitToDevices(Draft &draft);
// Replaces the schedule if these degrees rule out its stages or its single replica.
void fitSchedule(Draft &draft);
// What shares states between replicas: experts, sharding.
void fitSharing(Scenario &scenario);
// Partition, placement, a custom schedule and faults that no longer mean anything go.
void dropStale(Draft &draft);

} // namespace core
