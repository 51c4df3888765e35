// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/gradient_program.h"

#include "core/live/program/collective.h"

#include <algorithm>

namespace core::live {

bool borrowsGradients(const Layout &layout)
{
    return layout.replicas > 1 && layout.order.routes.size() == 1 && layout.shards == 0 &&
           !layout.keepGradients;
}

namespace {

// They have the gradients at hand and clear them in passing, unless those are kept, or others read
// them until the step ends.
bool updateClears(const Layout &layout)
{
    return !layout.keepGradients && !borrowsGradients(layout);
}

} // namespace

GradientProgram::GradientProgram(const Layout &layout, const Holding &holding,
                                 const GradientOrder &order, int device)
    : m_layout(layout), m_holding(holding), m_device(device)
{
    makeBuckets(order);
}

bool GradientProgram::isTied(int unit) const
{
    const NetworkSpec &network = m_layout.network;
    return network.kind == NetworkKind::Gpt && network.tied &&
           (unit == 0 || unit + 1 == unitCount(network));
}

// From the last unit of a stage to its first, as backward passes make them. All holders of a stage
// have the same buckets in the same order: what one sends, the next one takes for its own range.
void GradientProgram::makeBuckets(const GradientOrder &order)
{
    const int rank = m_layout.rankOf(m_device);
    for (auto unit = m_holding.units.rbegin(); unit != m_holding.units.rend(); ++unit) {
        const std::size_t end = unit->offset + unit->slices.size;
        const bool tied = isTied(unit->unit);
        Bucket *last = m_buckets.empty() ? nullptr : &m_buckets.back();
        // Where weights are sharded, each unit is divided on its own, so that it can be gathered.
        const bool joins = last && last->stage == unit->stage && last->hasTied == tied &&
                           m_layout.shards == 0 && last->end - unit->offset <= m_layout.bucket;
        if (joins)
            last->begin = unit->offset;
        else
            m_buckets.push_back({.stage = unit->stage,
                                 .begin = unit->offset,
                                 .end = end,
                                 .visitsBefore = order.visitsBefore(rank, unit->stage),
                                 .hasTied = tied});
    }
    for (Bucket &bucket : m_buckets) {
        bucket.ownBegin = bucket.begin;
        bucket.ownEnd = bucket.end;
    }
    std::ranges::stable_sort(
        m_buckets, {}, [&order](const Bucket &bucket) { return order.completeIn(bucket.stage); });
}

void GradientProgram::afterVisits(Program &program, std::size_t visits)
{
    for (Bucket &bucket : m_buckets) {
        if (m_layout.overlap && bucket.visitsBefore == visits && !bucket.hasTied)
            share(program, bucket);
    }
}

void GradientProgram::atEnd(Program &program)
{
    addTied(program);
    for (Bucket &bucket : m_buckets) {
        if (!bucket.shared)
            share(program, bucket);
    }
    program.push_back({.code = Code::Join});
    for (const Bucket &bucket : m_buckets)
        update(program, bucket);
    if (!updateClears(m_layout))
        clearOwn(program);
}

void GradientProgram::share(Program &program, Bucket &bucket)
{
    bucket.shared = true;
    std::vector<int> holders = holdersOf(m_layout, bucket.stage, m_layout.partnerOf(m_device));
    // Replicas may drift apart; the two copies of a stage within one are still one network.
    if (!m_layout.shareGradients)
        std::erase_if(holders, [this](int holder) {
            return m_layout.replicaOf(holder) != m_layout.replicaOf(m_device);
        });
    if (holders.size() == 1)
        return;
    const auto place = std::ranges::find(holders, m_device) - holders.begin();
    const bool borrows = borrowsGradients(m_layout);
    const Instruction range = {.stream = Stream::Communication,
                               .place = Place::Gradients,
                               .clears = borrows || (m_layout.shards > 0 && updateClears(m_layout)),
                               .begin = bucket.begin,
                               .end = bucket.end};
    const CollectiveSpan what = {holders, static_cast<int>(place), range};
    if (borrows) {
        const Instruction own = m_layout.sumBy == SumBy::Ring ? chunkOf(what, what.place) : range;
        bucket.ownBegin = own.begin;
        bucket.ownEnd = m_layout.sumBy == SumBy::Ring || place == 0 ? own.end : own.begin;
    }
    const Code receive = borrows ? Code::Borrow : Code::ReceiveCopy;
    if (m_layout.shards > 0)
        writeRingReduceScatter(program, what);
    else if (m_layout.sumBy == SumBy::Tree)
        writeTreeAllReduce(program, what, receive);
    else
        writeRingAllReduce(program, what, receive);
}

// The first and the last stage each made a part of the table's gradient. Both add them in the same
// order, so that both copies of the table stay the same to the last bit.
void GradientProgram::addTied(Program &program)
{
    const int head = unitCount(m_layout.network) - 1;
    if (!isTied(head))
        return;
    const auto tableOf = [&](int unit) -> Instruction {
        const HeldUnit *held = m_holding.find(unit);
        const LocalTensor &table =
            unit == 0 ? held->slices.tensors.front() : held->slices.tensors.back();
        return {.place = Place::Gradients,
                .unit = unit,
                .begin = held->offset + table.offset,
                .end = held->offset + table.offset + table.size()};
    };
    const bool hasFirst = m_holding.find(0) != nullptr;
    const bool hasLast = m_holding.find(head) != nullptr;
    if (!hasFirst && !hasLast)
        return;
    Instruction add = tableOf(hasFirst ? 0 : head);
    if (hasFirst != hasLast) {
        const int otherStage = hasFirst ? m_layout.order.stages - 1 : 0;
        const int peer =
            m_layout.device(m_layout.replicaOf(m_device), m_layout.order.rankOf(otherStage, 0),
                            m_layout.partnerOf(m_device));
        add.peer = peer;
        add.code = Code::Send;
        program.push_back(add);
    }
    add.code = Code::AddTied;
    program.push_back(add);
}

void GradientProgram::update(Program &program, const Bucket &bucket) const
{
    const std::vector<int> holders =
        holdersOf(m_layout, bucket.stage, m_layout.partnerOf(m_device));
    const auto place = static_cast<int>(std::ranges::find(holders, m_device) - holders.begin());
    const Instruction range = {.code = Code::Update,
                               .place = Place::Weights,
                               .clears = updateClears(m_layout),
                               .begin = bucket.begin,
                               .end = bucket.end};
    if (m_layout.shards == 0 || holders.size() == 1) {
        program.push_back(range);
        return;
    }
    CollectiveSpan what = {holders, place, range};
    Instruction own = chunkOf(what, place);
    own.code = Code::Update;
    program.push_back(own);
    what.range.clears = false;
    if (m_layout.shards < 3)
        writeRingAllGather(program, what);
}

// Before the first gradients of a unit are added to them.
void GradientProgram::clearOwn(Program &program) const
{
    for (const HeldUnit &unit : m_holding.units) {
        const auto first = std::ranges::find_if(program, [&unit](const Instruction &instruction) {
            return instruction.code == Code::BackwardWeight && instruction.unit == unit.unit;
        });
        const auto bucket = std::ranges::find_if(m_buckets, [&unit](const Bucket &each) {
            return each.begin <= unit.offset && unit.offset < each.end;
        });
        if (first == program.end() || bucket == m_buckets.end())
            continue;
        const std::size_t end = unit.offset + unit.slices.size;
        first->begin = std::clamp(bucket->ownBegin, unit.offset, end);
        first->end = std::clamp(bucket->ownEnd, unit.offset, end);
    }
}

} // namespace core::live
