// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/deepspeed/read_deepspeed.h"
#include "core/io/scenario/scenario_json.h"

#include <QString>

namespace deepspeed {

// 8 replicas of GPT-2, batch 64 in micro-batches of 4
inline core::Scenario replicas()
{
    return core::scenarioFromJson(R"({"model": "gpt2-124m", "parallel": {"data": 8},
        "training": {"global_batch": 64, "micro_batch": 4}})",
                                  "base")
        .value();
}

inline QString refusalOf(const char *text)
{
    const auto scenario = core::withDeepSpeed(replicas(), text, "ds.json");
    return scenario ? QString() : QString::fromStdString(scenario.error().message);
}

} // namespace deepspeed
