// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/presets/presets.h"
#include "core/scenario/scenario.h"

namespace app {

// 1F1B with one stage per device, on a model that fits: at most 80 devices.
inline core::Scenario pipelineScenario(int devices, std::int64_t microBatches)
{
    core::Scenario scenario;
    scenario.title = "1F1B";
    scenario.model = *core::findModel(devices <= 32 ? "llama-2-7b" : "llama-3-70b");
    scenario.cluster.device = *core::findDevice("h100-80g");
    scenario.cluster.devices = devices;
    scenario.cluster.intraLink = *core::findLink("nvlink4");
    scenario.cluster.interLink = *core::findLink("ib-ndr");
    scenario.cluster.software = *core::findSoftware("2022");
    scenario.training.globalBatch = microBatches;
    scenario.training.microBatch = 1;
    scenario.training.sequence = 512;
    scenario.parallel.pipeline = devices;
    return scenario;
}

} // namespace app
