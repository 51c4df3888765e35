// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_table.h"

#include "core/base/text.h"
#include "core/io/scenario/scenario_names.h"

namespace core {

std::string layoutsToCsv(std::span<const LayoutPoint> points)
{
    std::string text = "data,tensor,pipeline,context,expert,schedule,chunks,last_stage_fewer_"
                       "layers,micro_batch,sharding,"
                       "sharding_group,recompute,sequence_parallel,fits,step_time [s],memory [B]\n";
    for (const LayoutPoint &point : points) {
        const Layout &layout = point.layout;
        for (const int degree :
             {layout.data, layout.tensor, layout.pipeline, layout.context, layout.expert})
            text += std::to_string(degree) + ',';
        text += std::string(point.order.entry ? point.order.entry->id : "") + ',' +
                std::to_string(point.order.chunks) + ',' + std::to_string(point.order.lighter) +
                ',' + std::to_string(layout.microBatch) + ',';
        text += std::string(nameOf<Sharding>(layout.sharding, kShardingNames)) + ',' +
                std::to_string(layout.shardingGroup) + ',' +
                std::string(nameOf<Recompute>(layout.recompute, kRecomputeNames)) + ',';
        text += layout.sequenceParallel ? "true," : "false,";
        text += point.fits ? "true," : "false,";
        text += plainNumber(seconds(point.step)) + ',' + std::to_string(point.memory.count) + '\n';
    }
    return text;
}

} // namespace core
