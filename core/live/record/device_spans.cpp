// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/record/device_spans.h"

namespace core::live {
namespace {

bool belongsTo(Code code, Op op)
{
    switch (code) {
    case Code::Load:
    case Code::Forward:
        return op == Op::Forward;
    case Code::BackwardInput:
        return op == Op::Backward || op == Op::BackwardInput;
    case Code::BackwardWeight:
        return op == Op::Backward || op == Op::BackwardWeight;
    default:
        return op != Op::Recompute; // gathered weights, in any pass
    }
}

class SpanWriter
{
public:
    SpanWriter(const Layout &layout, int device, Messages &messages)
        : m_layout(layout), m_device(device),
          m_actions(layout.order.actions[static_cast<std::size_t>(layout.rankOf(device))]),
          m_messages(messages)
    {}

    std::vector<WorkSpan> write(const Program &program, const InstructionTimes &times)
    {
        for (std::size_t i = 0; i < program.size(); ++i) {
            const Instruction &instruction = program[i];
            const std::int64_t begin = times.begin[i];
            const std::int64_t end = times.end[i];
            if (receives(instruction)) {
                const MessageTimes message = m_messages.take(m_device, instruction);
                if (instruction.stream == Stream::Compute && end > begin)
                    m_awaited = {instruction.peer, instruction.place, instruction.microBatch,
                                 message};
            }
            if (instruction.stream != Stream::Compute)
                continue;
            if (instruction.code == Code::Update)
                optimize(begin, end);
            else if (isWork(instruction.code) || instruction.code == Code::Gather)
                visit(instruction, begin, end);
        }
        return std::move(m_spans);
    }

private:
    [[nodiscard]] bool isIn(const Instruction &instruction, const Action &action) const
    {
        return static_cast<std::int32_t>(action.microBatch) == instruction.microBatch &&
               m_layout.stageOf(instruction.unit) == action.stage &&
               belongsTo(instruction.code, action.op);
    }

    void visit(const Instruction &instruction, std::int64_t begin, std::int64_t end)
    {
        if (m_inVisit && isIn(instruction, m_actions[m_action])) {
            m_spans.back().end = end;
            m_awaited.reset(); // a part of the visit: partners exchange something
            return;
        }
        // Programs are compiled from the same actions in the same order.
        if (m_inVisit)
            ++m_action;
        while (m_action + 1 < m_actions.size() && !isIn(instruction, m_actions[m_action]))
            ++m_action;
        m_inVisit = true;
        const Action &action = m_actions[m_action];
        add(begin, end,
            {.microBatch = action.microBatch,
             .stage = action.stage,
             .kind = static_cast<SpanKind>(action.op)});
    }

    void optimize(std::int64_t begin, std::int64_t end)
    {
        const bool goesOn = !m_spans.empty() && m_spans.back().end == begin &&
                            m_spans.back().tag.kind == SpanKind::Optimizer;
        if (goesOn)
            m_spans.back().end = end;
        else
            add(begin, end, {.kind = SpanKind::Optimizer});
    }

    void add(std::int64_t begin, std::int64_t end, const SpanTag &tag)
    {
        m_spans.push_back({begin, end, tag, m_awaited});
        m_awaited.reset();
    }

    const Layout &m_layout;
    int m_device;
    const std::vector<Action> &m_actions;
    Messages &m_messages;
    std::size_t m_action = 0;
    bool m_inVisit = false; // the action has begun
    std::optional<AwaitedMessage> m_awaited;
    std::vector<WorkSpan> m_spans;
};

} // namespace

std::vector<WorkSpan> workSpans(const Layout &layout, int device, const Program &program,
                                const InstructionTimes &times, Messages &messages)
{
    return SpanWriter(layout, device, messages).write(program, times);
}

} // namespace core::live
