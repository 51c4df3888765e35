// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/validation/published_run.h"

namespace core {

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
