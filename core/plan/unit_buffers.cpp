// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/unit_buffers.h"

#include "core/cost/block_sizes.h"
#include "core/cost/tensor_passes.h"
#include "core/memory/fully_sharded.h"
#include "core/memory/memory_parts.h"
#include "core/plan/plan_memory.h"

#include <algorithm>

namespace core {
namespace {

// Parameters of what is gathered at once: each block, and the root, which is all else of the rank
// and gathered before the first block.
struct Units
{
    std::int64_t root = 0;
    std::int64_t widest = 0; // two that follow each other
};

Units unitsOfRank(const Plan &plan, int rank)
{
    Units units;
    std::int64_t first = 0; // block
    std::int64_t before = 0;
    for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)]) {
        const StagePlan &at = plan.stages[static_cast<std::size_t>(stage)];
        for (int layer = at.firstLayer; layer < at.endLayer; ++layer) {
            const LayerPrice &price = plan.layers[static_cast<std::size_t>(layer)];
            if (price.isOutsideBlocks()) {
                units.root += price.parameters;
                continue;
            }
            units.widest = std::max(units.widest, before + price.parameters);
            before = price.parameters;
            first = first == 0 ? before : first;
        }
    }
    units.widest = std::max(units.widest, units.root + first);
    return units;
}

// The allocator of PyTorch keeps blocks of memory for the stream that they were made for. Messages
// of a gather are made in the stream of gathers (foreach_all_gather), and one is not let go before
// the next one is there (FSDPParamGroup.wait_for_unshard); shares of the gradients, where they were
// whole until then, in that of scatters (foreach_reduce).
Bytes keptForStreams(const Plan &plan, const Scenario &scenario, int rank, std::int64_t widest)
{
    const Bytes gathered{widest * bytesPerElement(scenario.training.precision)};
    HeldParameters held = heldByRank(plan, scenario, rank);
    if (!held.wholeGradients)
        return gathered; // shares are among the states
    held.wholeGradients = false;
    return gathered + modelStates(held, scenario.training).gradients;
}

// From torch.distributed.pipelining, stage.py: a message for each micro-batch and direction, from
// the begin (_prepare_forward_infra); what a stage has put out, until its backward pass
// (fwd_cache); and of the last stage to the end of the step (output_chunks, which are merged then).
// Messages that are there are what the first layer of a later stage keeps of its input. Who shares
// gradients alone lets go of inputs and outputs of its stages, as Llama 3 does (arXiv:2407.21783,
// section 3.3.2; see runsOnDTensor): of those, messages of one stage.
Bytes stageMessages(const Plan &plan, const Scenario &scenario, int rank, int inFlight)
{
    const auto micro = static_cast<std::int64_t>(plan.order.microBatches);
    const std::int64_t kept = std::min<std::int64_t>(micro, inFlight);
    const bool keeps = runsOnDTensor(scenario.parallel);
    Bytes messages;
    for (const int stage : plan.stagesOf[static_cast<std::size_t>(rank)]) {
        const auto at = static_cast<std::size_t>(stage);
        if (!keeps) {
            messages = std::max(messages, plan.stages[at].output * 2 * micro);
            continue;
        }
        if (stage > 0)
            messages += plan.stages[at - 1].output * (micro - kept);
        if (at + 1 < plan.stages.size())
            messages += plan.stages[at].output * (micro + kept);
    }
    return messages + keptLogits(plan, scenario, rank);
}

} // namespace

Bytes keptLogits(const Plan &plan, const Scenario &scenario, int rank)
{
    const std::vector<int> &stages = plan.stagesOf[static_cast<std::size_t>(rank)];
    const bool last = std::ranges::find(stages, plan.order.stages - 1) != stages.end();
    if (!last || plan.ranks() == 1 || !shardsAsPyTorch(scenario) ||
        !runsOnDTensor(scenario.parallel))
        return {};
    const BlockSizes z = blockSizes(*scenario.model.transformer(), 0, scenario);
    const auto before = static_cast<std::int64_t>(plan.order.microBatches - 1);
    return bytesFrom(z.rows * z.v * z.machine.element) * before;
}

Bytes unitBuffers(const Plan &plan, const Scenario &scenario, int rank, int inFlight)
{
    const Units units = unitsOfRank(plan, rank);
    // With ZeRO-3 other units are counted where they are used, and shares among the states.
    Bytes buffers = scenario.parallel.sharding == Sharding::Zero3
                        ? Bytes{units.root * bytesPerElement(scenario.training.precision)}
                        : keptForStreams(plan, scenario, rank, units.widest);
    if (plan.ranks() > 1)
        buffers += stageMessages(plan, scenario, rank, inFlight);
    return buffers;
}

} // namespace core
