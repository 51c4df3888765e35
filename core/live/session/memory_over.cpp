// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/memory_over.h"

#include <algorithm>
#include <optional>

namespace core::live {
namespace {

// Whether an instruction is of the pass forward or back. Nothing: of either, or of no visit.
std::optional<bool> isBackward(const Instruction &instruction)
{
    switch (instruction.code) {
    case Code::Load:
    case Code::Forward:
        return false;
    case Code::BackwardInput:
    case Code::BackwardWeight:
    case Code::Finish:
        return true;
    case Code::Pass:
        return instruction.backward;
    case Code::Send:
    case Code::Receive:
        if (instruction.place == Place::Activation ||
            instruction.place == Place::ActivationGradient)
            return instruction.place == Place::ActivationGradient;
        return {};
    default:
        return {};
    }
}

bool isFor(const Instruction &instruction, Op op)
{
    const bool ofWeights =
        instruction.code == Code::BackwardWeight || instruction.code == Code::Finish;
    switch (op) {
    case Op::Forward:
        return !*isBackward(instruction);
    case Op::Backward:
        return *isBackward(instruction);
    case Op::BackwardInput:
        return *isBackward(instruction) && !ofWeights;
    case Op::BackwardWeight:
        return ofWeights;
    case Op::Recompute:
        break;
    }
    return false;
}

// By instruction what is kept at most before and behind the visit that it is a part of. Programs
// are compiled from the actions in their order.
std::vector<Bytes> keptAround(const Layout &layout, int device, const Program &program,
                              const DeviceRecord &record)
{
    const std::vector<Action> &actions =
        layout.order.actions[static_cast<std::size_t>(layout.rankOf(device))];
    const auto isIn = [&](const Instruction &instruction, const Action &action) {
        return static_cast<std::int32_t>(action.microBatch) == instruction.microBatch &&
               layout.stageOf(instruction.unit) == action.stage && isFor(instruction, action.op);
    };
    std::vector<Bytes> kept = record.activations; // where there is no visit
    std::size_t first = program.size();
    std::size_t last = 0;
    Bytes before;
    const auto close = [&] {
        for (std::size_t i = first; i < program.size() && i <= last; ++i)
            kept[i] = std::max(before, record.activations[last]);
    };
    std::size_t action = 0;
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (!isBackward(program[i]))
            continue;
        const bool goesOn = first < program.size() && isIn(program[i], actions[action]);
        if (!goesOn) {
            close();
            while (action + 1 < actions.size() && !isIn(program[i], actions[action]))
                ++action;
            first = i;
            before = i == 0 ? Bytes{} : record.activations[i - 1];
        }
        last = i;
    }
    close();
    return kept;
}

} // namespace

std::vector<MemoryStep> memoryOver(const Layout &layout, int device, const Program &program,
                                   const DeviceRecord &record, const MemoryParts &states)
{
    const std::vector<Bytes> kept = keptAround(layout, device, program, record);
    std::vector<MemoryStep> steps = {{{}, states}};
    const auto add = [&steps](std::int64_t time, Bytes taken, Bytes most) {
        MemoryParts parts = steps.back().parts;
        parts.activations = std::min(taken, most);
        parts.buffers = taken - parts.activations;
        if (parts == steps.back().parts)
            return;
        if (steps.back().time.count != time)
            steps.push_back({{time}, parts});
        steps.back().parts = parts;
    };
    for (std::size_t i = 0; i < program.size(); ++i) {
        if (program[i].stream != Stream::Compute)
            continue;
        if (isWork(program[i].code))
            add(record.begin[i], record.fullest[i], kept[i]);
        add(record.end[i], record.activations[i], kept[i]);
    }
    return steps;
}

MemoryParts fullestOf(const std::vector<MemoryStep> &steps)
{
    return std::ranges::max_element(steps, {},
                                    [](const MemoryStep &step) { return step.parts.total(); })
        ->parts;
}

} // namespace core::live
