// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/presets/running_costs.h"

#include <algorithm>

namespace core {

std::span<const RunningCost> runningCosts()
{
    static constexpr RunningCost table[] = {
        {"v100-32g", 2.48, 300, "Google Cloud, on demand; 300 W of the SXM2 card: from memory"},
        {"a100-40g", 1.29, 400,
         "Lambda, on demand: from memory; 400 W: github.com/giacomo-brunetta/MLPerf_per_Watt"},
        {"a100-80g", 1.39, 400,
         "RunPod, on demand, 2026-03-21, after deploybase.ai/articles/best-gpu-for-llm-training; "
         "400 W: pricegpu.pages.dev/blog/h100-vs-a100-cloud-price"},
        {"h100-80g", 2.69, 700,
         "RunPod, on demand, 2026-03-21, after deploybase.ai/articles/best-gpu-for-llm-training; "
         "700 W: pricegpu.pages.dev/blog/h100-vs-a100-cloud-price"},
        {"h100-96g", 0, 500, "torchtitan benchmarks: limited to 500 W"},
        {"h800-80g", 0, 700, "700 W, as the H100: a list of secondary pages"},
        {"h200-141g", 3.59, 700,
         "RunPod, on demand, 2026-03-21, after deploybase.ai/articles/best-gpu-for-llm-training; "
         "700 W: github.com/canncupiscent/dc-liquid-cooling-calculator"},
        {"b200-180g", 5.98, 1000,
         "RunPod, on demand, 2026-03-21, after deploybase.ai/articles/best-gpu-for-llm-training; "
         "1000 W with air: github.com/canncupiscent/dc-liquid-cooling-calculator"},
        {"gb200-186g", 0, 1200,
         "1200 W with liquid: github.com/canncupiscent/dc-liquid-cooling-calculator"},
        {"mi300x-192g", 0, 750, "750 W: github.com/canncupiscent/dc-liquid-cooling-calculator"},
        {"rtx-4090", 0.34, 450,
         "RunPod, on demand, 2026-03-21, after deploybase.ai/articles/best-gpu-for-llm-training; "
         "450 W: from memory"},
        {"l4-24g", 0, 72, "72 W: github.com/canncupiscent/dc-liquid-cooling-calculator"},
        {"tpu-v4-32g", 3.22, 192, "Google Cloud, on demand; arXiv:2304.01433: from memory"},
        {"tpu-v5e-16g", 1.20, 0, "Google Cloud, on demand: from memory"},
        {"tpu-v5p-95g", 4.20, 0, "Google Cloud, on demand: from memory"},
    };
    return table;
}

const RunningCost *findRunningCost(std::string_view device)
{
    const auto row = std::ranges::find(runningCosts(), device, &RunningCost::device);
    return row == runningCosts().end() ? nullptr : &*row;
}

} // namespace core
