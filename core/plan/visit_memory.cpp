// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/visit_memory.h"

#include "core/cost/kernel_price.h"
#include "core/cost/weight_gather.h"
#include "core/memory/fully_sharded.h"
#include "core/scenario/check.h"

#include <algorithm>
#include <array>

namespace core {

MemoryChange &MemoryChange::operator+=(const MemoryChange &later)
{
    offset = later.offset;
    activations += later.activations;
    recomputed += later.recomputed;
    buffers += later.buffers;
    return *this;
}

namespace {

Bytes freedByInput(SplitMemory rule, Bytes kept)
{
    switch (rule) {
    case SplitMemory::Half:
        return {kept.count / 2};
    case SplitMemory::UntilInput:
        return kept;
    case SplitMemory::UntilWeight:
        break;
    }
    return {};
}

// What is allocated while a layer is at work, besides what visits keep.
struct Level
{
    Bytes made; // again by a recomputation, or, without a backward pass, everything
    Bytes buffers;
};

class VisitBuilder
{
public:
    VisitBuilder(const Plan &plan, const Scenario &scenario, const StagePlan &stage, Op op)
        : m_plan(plan), m_stage(stage), m_op(op),
          m_segments(stage.visits[static_cast<std::size_t>(op)].segments),
          m_ahead(overlapsLayers(scenario))
    {
        const bool sharded = scenario.parallel.sharding == Sharding::Zero3;
        const bool uses = op == Op::Forward || (op != Op::BackwardWeight && sharded);
        // With ZeRO-2 the weights are whole, and counted as such.
        if (gathersLayers(scenario) && sharded && uses)
            m_weight = bytesPerElement(scenario.training.precision);
        const bool backward = op == Op::Backward || op == Op::BackwardWeight;
        if (scattersLayers(scenario) && backward)
            m_gradient = gradientBytesOf(scenario.training);
        m_units = shardsAsPyTorch(scenario);
        // As autograd makes them, until they are in the message or, with those of former
        // micro-batches, in the sum (FSDPParam.accumulate_unsharded_grad_if_needed).
        if (m_units && backward) {
            m_message = m_gradient > 0 ? reduceBytesOf(scenario) : 0;
            m_gradient = bytesPerElement(scenario.training.precision);
        }
        m_buckets = scatterBuckets(scenario);
        m_first = makesAhead() ? firstRecomputed() : Bytes{};
    }

    VisitMemory build()
    {
        m_memory.changes.reserve(m_segments.size() + 1);
        const bool untilInput = m_plan.splitMemory == SplitMemory::UntilInput;
        m_memory.keeps = m_op == Op::Forward;
        m_memory.frees = m_op == Op::Backward || !m_plan.training ||
                         m_op == (untilInput ? Op::BackwardInput : Op::BackwardWeight);
        if (m_op != Op::Recompute)
            m_level.made = m_first; // by the visit before it
        for (std::size_t i = 0; i < m_segments.size(); ++i) {
            const LayerPrice &layer = layerAt(i);
            setLevel(m_segments[i].begin, {madeAt(i), buffersAt(i)}, keptOf(layer));
            add({m_segments[i].end, Bytes{} - freedOf(layer)});
        }
        const Bytes left = m_op == Op::Recompute ? m_first : Bytes{};
        setLevel(m_stage.visits[static_cast<std::size_t>(m_op)].duration, {left, {}}, {});
        findFullest();
        return std::move(m_memory);
    }

private:
    [[nodiscard]] const LayerPrice &layerAt(std::size_t segment) const
    {
        return m_plan.layers[static_cast<std::size_t>(m_segments[segment].layer)];
    }
    // A visit of its own recomputes before the backward visit. In PyTorch the backward pass of a
    // head is over, and its logits are gone, before the last block is recomputed.
    [[nodiscard]] bool makesAhead() const
    {
        const LayerPrice &last = m_plan.layers[static_cast<std::size_t>(m_stage.endLayer - 1)];
        const bool headFirst = m_units && last.kind == LayerKind::Head;
        return m_plan.recomputes && !headFirst &&
               (m_op == Op::Recompute || m_op == Op::Backward || m_op == Op::BackwardInput);
    }
    // Of the layer that the backward pass meets first.
    [[nodiscard]] Bytes firstRecomputed() const
    {
        for (int layer = m_stage.endLayer - 1; layer >= m_stage.firstLayer; --layer) {
            const Bytes made = m_plan.layers[static_cast<std::size_t>(layer)].transient;
            if (made > Bytes{})
                return made;
        }
        return {};
    }
    [[nodiscard]] Bytes madeAt(std::size_t segment)
    {
        const LayerPrice &layer = layerAt(segment);
        if (m_op == Op::Forward)
            return m_plan.training ? Bytes{} : layer.kept + layer.keptUntilInput;
        if (m_op == Op::BackwardWeight)
            return {};
        if (m_op == Op::Recompute)
            return m_first;
        m_met = m_met || layer.transient > Bytes{};
        return makesAhead() && !m_met ? m_level.made : layer.transient;
    }
    // Parameters that are gathered and scattered with this layer. PyTorch gathers what is in no
    // block once, with the first (unitBuffers).
    [[nodiscard]] std::int64_t unitAt(std::size_t segment) const
    {
        const LayerPrice &layer = layerAt(segment);
        return m_units && layer.isOutsideBlocks() ? 0 : layer.parameters;
    }
    [[nodiscard]] Bytes buffersAt(std::size_t segment) const
    {
        std::int64_t gathered = unitAt(segment);
        if (m_ahead && segment + 1 < m_segments.size())
            gathered += unitAt(segment + 1);
        // In PyTorch the gradients themselves and the message that they are reduced in, beside
        // which that of the layer before is still on its way.
        std::int64_t made = layerAt(segment).parameters * m_gradient + unitAt(segment) * m_message;
        if (m_ahead && segment > 0)
            made += unitAt(segment - 1) * m_message;
        return {gathered * m_weight + std::max<std::int64_t>(0, made - m_buckets.count)};
    }
    [[nodiscard]] Bytes keptOf(const LayerPrice &layer) const
    {
        if (!m_plan.training)
            return {};
        if (m_op == Op::Forward)
            return layer.kept + layer.keptUntilInput;
        return m_op == Op::BackwardInput ? keptForWeightOf(layer) : Bytes{};
    }
    // The other rules say what is left for the weight gradient, gradients and all.
    [[nodiscard]] Bytes keptForWeightOf(const LayerPrice &layer) const
    {
        return m_plan.splitMemory == SplitMemory::UntilWeight ? layer.keptForWeight : Bytes{};
    }
    [[nodiscard]] Bytes freedOf(const LayerPrice &layer) const
    {
        if (!m_plan.training)
            return {};
        switch (m_op) {
        case Op::Backward:
            return layer.kept + layer.keptUntilInput;
        case Op::BackwardInput:
            return freedByInput(m_plan.splitMemory, layer.kept) + layer.keptUntilInput;
        case Op::BackwardWeight:
            return layer.kept - freedByInput(m_plan.splitMemory, layer.kept) +
                   keptForWeightOf(layer);
        case Op::Forward:
        case Op::Recompute:
            break;
        }
        return {};
    }

    void setLevel(Nanos offset, const Level &level, Bytes kept)
    {
        const Bytes made = level.made - m_level.made;
        add({offset, made + kept, m_plan.training ? made : Bytes{},
             level.buffers - m_level.buffers});
        m_level = level;
    }

    void add(const MemoryChange &change)
    {
        std::vector<MemoryChange> &changes = m_memory.changes;
        if (!changes.empty() && changes.back().offset == change.offset)
            changes.back() += change;
        else if (change != MemoryChange{.offset = change.offset})
            changes.push_back(change);
    }

    void findFullest()
    {
        std::erase_if(m_memory.changes, [](const MemoryChange &change) {
            return change == MemoryChange{.offset = change.offset};
        });
        const auto total = [](const MemoryChange &at) { return at.activations + at.buffers; };
        for (const MemoryChange &change : m_memory.changes) {
            m_memory.net += change;
            m_memory.mostActivations = std::max(m_memory.mostActivations, m_memory.net.activations);
            m_memory.mostBuffers = std::max(m_memory.mostBuffers, m_memory.net.buffers);
            if (total(m_memory.net) > total(m_memory.fullest))
                m_memory.fullest = m_memory.net;
        }
    }

    const Plan &m_plan;
    const StagePlan &m_stage;
    Op m_op;
    const std::vector<VisitSegment> &m_segments;
    bool m_ahead;
    std::int64_t m_weight = 0;   // bytes of each that is gathered
    std::int64_t m_gradient = 0; // bytes of each that is scattered
    std::int64_t m_message = 0;  // beside them, in which they are
    bool m_units = false;        // PyTorch's
    Bytes m_buckets;             // that hold gradients already
    Bytes m_first;               // of what is recomputed ahead, the first layer's
    Level m_level;
    bool m_met = false; // a layer that has been recomputed
    VisitMemory m_memory;
};

} // namespace

Bytes scatterBuckets(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.sharding != Sharding::Zero2 || !dividesGradients(scenario) ||
        parallel.bucketBytes >= kMaxModelSize || scenario.train)
        return {};
    return Bytes{parallel.bucketBytes} * (parallel.overlap ? 2 : 1);
}

void planVisitMemory(Plan &plan, const Scenario &scenario)
{
    std::array<bool, kOpCount> occurs{};
    for (const std::vector<Action> &actions : plan.order.actions) {
        for (const Action &action : actions)
            occurs[static_cast<std::size_t>(action.op)] = true;
    }
    for (StagePlan &stage : plan.stages) {
        for (std::size_t op = 0; op < kOpCount; ++op) {
            if (!occurs[op])
                continue;
            stage.memory[op] = VisitBuilder(plan, scenario, stage, static_cast<Op>(op)).build();
        }
    }
}

std::int64_t momentOfVisit(Nanos offset, const VisitProfile &visit, std::int64_t begin,
                           std::int64_t end)
{
    if (offset >= visit.duration)
        return end;
    const double share =
        static_cast<double>(offset.count) / static_cast<double>(visit.duration.count);
    return begin + static_cast<std::int64_t>(static_cast<double>(end - begin) * share);
}

} // namespace core
