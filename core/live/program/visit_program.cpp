// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/visit_program.h"

#include "core/live/program/collective.h"

#include <algorithm>

namespace core::live {
namespace {

// One visit as its device sees it.
class VisitWriter
{
public:
    VisitWriter(Program &program, const Layout &layout, int device, const Action &action)
        : m_program(program), m_layout(layout), m_device(device), m_stage(action.stage),
          m_microBatch(static_cast<int>(action.microBatch)), m_units(layout.units[action.stage])
    {
        for (int partner = 0; partner < layout.partners; ++partner)
            m_partners.push_back(
                layout.device(layout.replicaOf(device), layout.rankOf(device), partner));
    }

    void forward()
    {
        const int units = unitCount(m_layout.network);
        if (m_stage > 0)
            fetch(Place::Activation, m_units.begin, m_stage - 1,
                  outputSize(m_layout, m_units.begin - 1));
        // Only now, so that the visit is one stretch of work.
        if (m_units.begin == 0 || m_units.end == units)
            m_program.push_back(of(Code::Load, m_units.begin));
        for (int unit = m_units.begin; unit < m_units.end; ++unit) {
            gather(unit);
            pass(Code::Forward, unit, passShape(m_layout, unit, UnitPass::Forward));
            drop(unit);
            if (unit + 1 < m_units.end)
                m_program.push_back(of(Code::Pass, unit));
        }
        if (m_stage + 1 < m_layout.order.stages)
            hand(Place::Activation, m_units.end - 1, m_stage + 1,
                 outputSize(m_layout, m_units.end - 1));
    }

    void backward(Op op)
    {
        if (op != Op::BackwardWeight && m_stage + 1 < m_layout.order.stages)
            fetch(Place::ActivationGradient, m_units.end - 1, m_stage + 1,
                  outputSize(m_layout, m_units.end - 1));
        for (int unit = m_units.end - 1; unit >= m_units.begin; --unit) {
            gather(unit);
            if (op != Op::BackwardWeight)
                inputGradient(unit);
            if (op != Op::BackwardInput)
                weightGradient(unit);
            drop(unit);
        }
        if (op != Op::BackwardWeight && m_stage > 0)
            hand(Place::ActivationGradient, m_units.begin, m_stage - 1,
                 outputSize(m_layout, m_units.begin - 1));
        if (op == Op::BackwardInput)
            return;
        for (int unit = m_units.end - 1; unit >= m_units.begin; --unit)
            m_program.push_back(of(Code::Finish, unit));
    }

private:
    [[nodiscard]] Instruction of(Code code, int unit) const
    {
        return {.code = code, .unit = unit, .microBatch = m_microBatch};
    }

    void inputGradient(int unit)
    {
        pass(Code::BackwardInput, unit, passShape(m_layout, unit, UnitPass::BackwardInput));
        if (unit > m_units.begin) {
            m_program.push_back(of(Code::Pass, unit));
            m_program.back().backward = true;
        }
    }

    void weightGradient(int unit) { m_program.push_back(of(Code::BackwardWeight, unit)); }

    // A pass in one go, or in parts with what partners exchange between them.
    void pass(Code code, int unit, const PassShape &shape)
    {
        Instruction work = of(code, unit);
        if (m_layout.partners == 1) {
            work.partEnd = static_cast<std::int16_t>(shape.parts);
            m_program.push_back(work);
            return;
        }
        for (int part = 0; part < shape.parts; ++part) {
            work.part = static_cast<std::int16_t>(part);
            work.partEnd = static_cast<std::int16_t>(part + 1);
            m_program.push_back(work);
            if (part + 1 < shape.parts)
                share(unit, shape);
        }
    }

    void share(int unit, const PassShape &shape)
    {
        Instruction range = of(Code::Lend, unit);
        range.place = Place::Part;
        range.end = shape.size;
        CollectiveSpan what = {m_partners, m_layout.partnerOf(m_device), range};
        if (!shape.gathers)
            writeRingAllReduce(m_program, what);
        else
            writeBlockGather(what, shape);
    }

    // Blocks follow the columns of the partners, not an even division of the elements.
    void writeBlockGather(const CollectiveSpan &what, const PassShape &shape);

    [[nodiscard]] int deviceOfStage(int stage) const
    {
        return m_layout.device(m_layout.replicaOf(m_device),
                               m_layout.order.rankOf(stage, m_microBatch),
                               m_layout.partnerOf(m_device));
    }

    void fetch(Place place, int unit, int stage, std::size_t size)
    {
        const int from = deviceOfStage(stage);
        if (from == m_device)
            return; // it was passed on when it was made
        message(Code::Receive, place, unit, from, size);
    }

    void hand(Place place, int unit, int stage, std::size_t size)
    {
        const int to = deviceOfStage(stage);
        if (to != m_device) {
            message(Code::Send, place, unit, to, size);
            return;
        }
        m_program.push_back(of(Code::Pass, unit));
        m_program.back().backward = place == Place::ActivationGradient;
    }

    void message(Code code, Place place, int unit, int peer, std::size_t size)
    {
        Instruction instruction = of(code, unit);
        instruction.place = place;
        instruction.peer = peer;
        instruction.end = size;
        m_program.push_back(instruction);
    }

    // ZeRO-3: each unit's weights are gathered when it is worked on and dropped behind it.
    void gather(int unit)
    {
        if (m_layout.shards < 3)
            return;
        m_program.push_back(of(Code::Gather, unit));
        const Holding holding = holdingOf(m_layout, m_device);
        const HeldUnit *held = holding.find(unit);
        Instruction range = of(Code::Lend, unit);
        range.place = Place::Weights;
        range.begin = held->offset;
        range.end = held->offset + held->slices.size;
        const std::vector<int> holders = holdersOf(m_layout, m_stage, m_layout.partnerOf(m_device));
        const auto place = std::ranges::find(holders, m_device) - holders.begin();
        writeRingAllGather(m_program, {holders, static_cast<int>(place), range});
    }
    void drop(int unit)
    {
        if (m_layout.shards == 3)
            m_program.push_back(of(Code::Drop, unit));
    }

    Program &m_program;
    const Layout &m_layout;
    int m_device;
    int m_stage;
    int m_microBatch;
    Range m_units;
    std::vector<int> m_partners; // devices
};

void VisitWriter::writeBlockGather(const CollectiveSpan &what, const PassShape &shape)
{
    const auto partners = static_cast<int>(m_partners.size());
    const std::size_t width = shape.size / static_cast<std::size_t>(m_layout.samples);
    const auto block = [&](int partner) {
        const Range columns =
            partOf(static_cast<int>(width), (partner + partners) % partners, partners);
        Instruction range = what.range;
        range.begin =
            static_cast<std::size_t>(columns.begin) * static_cast<std::size_t>(m_layout.samples);
        range.end =
            static_cast<std::size_t>(columns.end) * static_cast<std::size_t>(m_layout.samples);
        return range;
    };
    const int own = what.place;
    for (int step = 0; step + 1 < partners; ++step) {
        Instruction lend = block(own - step + partners);
        lend.peer = m_partners[static_cast<std::size_t>((own + 1) % partners)];
        m_program.push_back(lend);
        Instruction receive = block(own - step - 1 + partners);
        receive.code = Code::ReceiveCopy;
        receive.peer = m_partners[static_cast<std::size_t>((own + partners - 1) % partners)];
        m_program.push_back(receive);
    }
    m_program.push_back({.code = Code::Settle}); // none that was lent has been written to
}

} // namespace

void writeVisit(Program &program, const Layout &layout, int device, const Action &action)
{
    VisitWriter writer(program, layout, device, action);
    if (action.op == Op::Forward)
        writer.forward();
    else
        writer.backward(action.op);
}

} // namespace core::live
