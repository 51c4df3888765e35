// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validation/published_run.h"

#include "validation_data.h"

namespace core {

std::span<const PaperTable> paperTables()
{
    static constexpr PaperTable tables[] = {
        {"narayanan2021-t1", "Narayanan et al. 2021 (arXiv:2104.04473), Table 1",
         k_narayanan2021_t1},
        {"korthikanti2022-t5", "Korthikanti et al. 2022 (arXiv:2205.05198), Table 5",
         k_korthikanti2022_t5},
        {"zerobubble2024-t4", "Qi et al. 2024 (arXiv:2401.10241), Table 4", k_zerobubble2024_t4}};
    return tables;
}

double stepOfRate(const Scenario &scenario, double modelFlopsPerDevice)
{
    const TransformerSpec *spec = scenario.model.transformer();
    if (!spec || modelFlopsPerDevice <= 0)
        return 0;
    const double s = static_cast<double>(scenario.training.sequence);
    const double h = static_cast<double>(spec->hidden);
    const double width = static_cast<double>(spec->heads * spec->headDimension);
    const double pairs = static_cast<double>(spec->kvHeads) / static_cast<double>(spec->heads);
    const double weights =
        2 * h * width * (1 + pairs) + (spec->gatedMlp ? 3 : 2) * h * static_cast<double>(spec->ffn);
    const double layer = 2 * s * weights + 4 * s * s * width;
    const double sample =
        static_cast<double>(spec->layers) * layer + 2 * s * h * static_cast<double>(spec->vocab);
    return 3 * sample * static_cast<double>(scenario.training.globalBatch) /
           (modelFlopsPerDevice * scenario.cluster.devices);
}

} // namespace core
