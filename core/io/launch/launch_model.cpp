// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/launch_model.h"

#include "core/base/text.h"
#include "core/scenario/constraints.h"

#include <algorithm>

namespace core {

bool takeModelOfUser(LaunchSheet &sheet, int line)
{
    if (sheet.answers().model) {
        sheet.scenario.training.sequence = sheet.scenario.model.sequence;
        return true;
    }
    if (sheet.scenario.model.layerCount() > 0)
        return true;
    sheet.ask({.about = LaunchQuestion::About::Model, .name = {}, .line = line});
    return false;
}

void takeBatchOfBase(LaunchSheet &sheet)
{
    TrainingSpec &training = sheet.scenario.training;
    const std::int64_t replicas = std::max<std::int64_t>(1, sheet.scenario.parallel.data);
    const std::int64_t round = training.microBatch * replicas;
    if (!sheet.hasBase()) { // nobody has said any
        training.globalBatch = round;
        sheet.tell(0, "Without accumulation a step is one micro-batch of each replica: " +
                          figureOfCount(training.microBatch) + " x " + figureOfCount(replicas) +
                          " = " + figureOfCount(round) + " samples.");
        return;
    }
    const std::int64_t nearest = nearestMultiple(training.globalBatch, round);
    if (nearest == training.globalBatch)
        return;
    sheet.tell(0, "The batch of " + figureOfCount(training.globalBatch) +
                      " samples is no multiple of " + figureOfCount(round) +
                      " (micro-batch x replicas): " + figureOfCount(nearest) + " was taken.");
    training.globalBatch = nearest;
}

} // namespace core
