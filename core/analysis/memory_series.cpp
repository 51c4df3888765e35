// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/memory_series.h"

#include <algorithm>

namespace core {

std::array<Bytes, kMemoryParts> partsOf(const MemoryParts &parts)
{
    return {parts.parameters, parts.gradients, parts.optimizer, parts.activations, parts.buffers};
}

std::vector<MemoryStep> decimated(const std::vector<MemoryStep> &steps, Nanos stop, int columns)
{
    if (columns <= 0 || stop.count <= 0 || steps.size() <= 2 * static_cast<std::size_t>(columns))
        return steps;
    const auto columnOf = [&](const MemoryStep &step) {
        return static_cast<int>(static_cast<double>(step.time.count) /
                                static_cast<double>(stop.count) * columns);
    };
    std::vector<MemoryStep> kept;
    std::size_t first = 0;
    while (first < steps.size()) {
        std::size_t end = first;
        std::size_t fullest = first;
        for (; end < steps.size() && columnOf(steps[end]) == columnOf(steps[first]); ++end) {
            if (steps[end].parts.total() > steps[fullest].parts.total())
                fullest = end;
        }
        kept.push_back(steps[fullest]);
        if (fullest != end - 1)
            kept.push_back(steps[end - 1]);
        first = end;
    }
    return kept;
}

} // namespace core
