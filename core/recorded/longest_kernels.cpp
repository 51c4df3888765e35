// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/longest_kernels.h"

#include <algorithm>
#include <functional>

namespace core {

std::vector<KernelTime> longestKernels(const RecordedRun &run, const RecordedFacts &facts,
                                       std::size_t most)
{
    std::vector<KernelTime> kernels(run.names.size());
    for (std::size_t name = 0; name < kernels.size(); ++name)
        kernels[name].name = static_cast<std::uint32_t>(name);
    for (const RankFacts &rank : facts.ranks) {
        for (const RecordedStream &stream : run.ranks[rank.rank].streams) {
            for (const RecordedSpan &span : stream.spans) {
                const std::int64_t time =
                    std::min(span.end, rank.window.end) - std::max(span.begin, rank.window.begin);
                if (time <= 0)
                    continue;
                ++kernels[span.name].count;
                kernels[span.name].time += time;
            }
        }
    }
    std::ranges::stable_sort(kernels, std::greater(), &KernelTime::time);
    std::erase_if(kernels, [](const KernelTime &kernel) { return kernel.count == 0; });
    kernels.resize(std::min(kernels.size(), most));
    return kernels;
}

} // namespace core
