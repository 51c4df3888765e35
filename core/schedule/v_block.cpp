// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/v_block.h"

#include "core/schedule/best_order.h"
#include "core/schedule/order_builder.h"
#include "core/schedule/slot_row.h"

#include <algorithm>

namespace core {
namespace {

constexpr int kPeriod = 6;
constexpr double kManyCells = 1.5e6;
constexpr double kMostCells = 16e6; // of 24 bytes

// The first free slots of the period behind the two input gradients.
std::pair<int, int> weightSlots(const BuildingBlock &block, Backward backward)
{
    if (backward == Backward::Whole)
        return {block.inputUp + 1, block.inputDown + 1};
    unsigned taken = 0;
    for (const int slot : {block.forwardDown, block.forwardUp, block.inputUp, block.inputDown})
        taken |= 1U << (slot % kPeriod);
    const auto nextFree = [&taken](int slot) {
        while ((taken >> (slot % kPeriod) & 1U) != 0)
            ++slot;
        taken |= 1U << (slot % kPeriod);
        return slot;
    };
    const int up = nextFree(block.inputUp + 1);
    return {up, nextFree(block.inputDown + 1)};
}

// The blocks as they are, for so many ranks that a table of slots would not fit.
ScheduleOrder plainBlocks(ScheduleOrder order, const std::vector<BuildingBlock> &blocks,
                          Backward backward)
{
    const bool whole = backward == Backward::Whole;
    const Op input = whole ? Op::Backward : Op::BackwardInput;
    for (int rank = 0; rank < order.ranks; ++rank) {
        const BuildingBlock &block = blocks[static_cast<std::size_t>(rank)];
        const auto [weightUp, weightDown] = weightSlots(block, backward);
        const int up = order.stages - 1 - rank;
        std::vector<std::pair<int, Action>> places;
        for (int microBatch = 0; microBatch < order.microBatches; ++microBatch) {
            const auto place = [&places, microBatch](int slot, Op op, int stage) {
                places.emplace_back(kPeriod * microBatch + slot,
                                    Action{.microBatch = static_cast<std::uint32_t>(microBatch),
                                           .stage = static_cast<std::uint16_t>(stage),
                                           .op = op});
            };
            place(block.forwardDown, Op::Forward, rank);
            place(block.forwardUp, Op::Forward, up);
            place(block.inputUp, input, up);
            place(block.inputDown, input, rank);
            if (whole)
                continue;
            place(weightUp, Op::BackwardWeight, up);
            place(weightDown, Op::BackwardWeight, rank);
        }
        std::ranges::sort(places, {}, &std::pair<int, Action>::first);
        for (const auto &[slot, action] : places)
            order.actions[static_cast<std::size_t>(rank)].push_back(action);
    }
    return order;
}

// The periodic middle keeps its order; what comes before and after it moves.
enum class Middle : std::uint8_t {
    Empty,          // everything moves
    AfterOwnFirst,  // from the first gradient that a rank hands on to the last forward that enters
                    // it
    AfterFirstOfAll // from the first micro-batch that is through to the last one that enters
};

enum class CoolDown : std::uint8_t { AfterLastForward, WhenLastEnters };

struct BlockOptions
{
    Backward backward = Backward::Split;
    CoolDown coolDown = CoolDown::AfterLastForward;
    Middle middle = Middle::Empty;
    bool commonLimit = false;      // every rank may keep as much as the one that keeps most
    bool secondChunkFirst = false; // whose weight gradients take the free slots of the cool-down
};

class SlotTable
{
public:
    SlotTable(ScheduleOrder &order, const std::vector<BuildingBlock> &blocks, BlockOptions options)
        : m_order(order), m_blocks(blocks), m_options(options)
    {
        for (std::vector<int> *each : {&m_forward, &m_input, &m_weight})
            each->assign(cell(order.stages, 0), -1);
        int last = 0;
        for (const BuildingBlock &block : blocks)
            last = std::max(last, block.inputDown);
        // Weight gradients that find no free slot earlier go behind the last visit.
        m_slots = kPeriod * order.microBatches + last + 2 * order.microBatches + 2 + kPeriod;
        m_rows.reserve(blocks.size());
        for (std::size_t rank = 0; rank < blocks.size(); ++rank) {
            m_rows.emplace_back(m_slots);
            repeat(static_cast<int>(rank), blocks[rank]);
        }
    }

    void placeWeights(int rank, int leastStage);
    void squeeze();
    void squeezeCoolDown();
    void write();

private:
    [[nodiscard]] std::size_t cell(int stage, int microBatch) const
    {
        return static_cast<std::size_t>(stage) * static_cast<std::size_t>(m_order.microBatches) +
               static_cast<std::size_t>(microBatch);
    }
    int &slotOf(const Action &action)
    {
        std::vector<int> &slots = action.op == Op::Forward         ? m_forward
                                  : action.op == Op::BackwardInput ? m_input
                                                                   : m_weight;
        return slots[cell(action.stage, static_cast<int>(action.microBatch))];
    }
    void put(int rank, int slot, const Action &action)
    {
        m_rows[static_cast<std::size_t>(rank)].put(slot, action);
        slotOf(action) = slot;
    }
    void repeat(int rank, const BuildingBlock &block);
    [[nodiscard]] int earliest(const Action &action) const;
    [[nodiscard]] int coolDown(int rank) const;
    [[nodiscard]] bool moves(int rank, int slot) const;
    void moveEarlier(int rank, int slot);
    void moveWholeEarlier(int rank, int slot);

    ScheduleOrder &m_order;
    const std::vector<BuildingBlock> &m_blocks; // by rank
    BlockOptions m_options;
    int m_slots = 0;
    std::vector<SlotRow> m_rows; // by rank
    std::vector<int> m_forward;  // slot by cell
    std::vector<int> m_input;
    std::vector<int> m_weight;
    std::vector<int> m_peak; // by rank
};

void SlotTable::repeat(int rank, const BuildingBlock &block)
{
    const int down = rank;
    const int up = m_order.stages - 1 - rank;
    const auto visit = [](Op op, int stage, int microBatch) {
        return Action{.microBatch = static_cast<std::uint32_t>(microBatch),
                      .stage = static_cast<std::uint16_t>(stage),
                      .op = op};
    };
    const auto [weightUp, weightDown] = weightSlots(block, m_options.backward);
    for (int microBatch = 0; microBatch < m_order.microBatches; ++microBatch) {
        const int start = kPeriod * microBatch;
        put(rank, start + block.forwardDown, visit(Op::Forward, down, microBatch));
        put(rank, start + block.forwardUp, visit(Op::Forward, up, microBatch));
        put(rank, start + block.inputUp, visit(Op::BackwardInput, up, microBatch));
        put(rank, start + block.inputDown, visit(Op::BackwardInput, down, microBatch));
        put(rank, start + weightUp, visit(Op::BackwardWeight, up, microBatch));
        put(rank, start + weightDown, visit(Op::BackwardWeight, down, microBatch));
    }
}

bool SlotTable::moves(int rank, int slot) const
{
    if (m_options.middle == Middle::Empty)
        return true;
    const BuildingBlock &first = m_blocks.front();
    const bool own = m_options.middle == Middle::AfterOwnFirst;
    const int from = own ? m_blocks[static_cast<std::size_t>(rank)].inputDown : first.inputDown;
    const int lastStart = kPeriod * (m_order.microBatches - 1);
    return slot < from || slot > lastStart + (own ? first.forwardUp : first.forwardDown);
}

// Each weight gradient that has no slot takes the first free one, in the order of their inputs.
void SlotTable::placeWeights(int rank, int leastStage)
{
    SlotRow &row = m_rows[static_cast<std::size_t>(rank)];
    int free = 0;
    for (int slot = 0; slot < m_slots; ++slot) {
        if (row.isFree(slot))
            continue;
        Action action = row.at(slot);
        if (action.op != Op::BackwardInput || action.stage < leastStage)
            continue;
        action.op = Op::BackwardWeight;
        if (slotOf(action) >= 0)
            continue;
        free = row.firstFree(std::max(free, slot + 1));
        put(rank, free, action);
    }
}

int SlotTable::earliest(const Action &action) const
{
    const int stage = action.stage;
    const int microBatch = static_cast<int>(action.microBatch);
    if (action.op == Op::BackwardWeight)
        return m_input[cell(stage, microBatch)] + 1;
    if (action.op == Op::Forward)
        return stage == 0 ? 0 : m_forward[cell(stage - 1, microBatch)] + 1;
    if (stage + 1 == m_order.stages)
        return m_forward[cell(stage, microBatch)] + 1;
    const bool whole = m_options.backward == Backward::Whole;
    return (whole ? m_weight : m_input)[cell(stage + 1, microBatch)] + 1;
}

void SlotTable::moveEarlier(int rank, int slot)
{
    SlotRow &row = m_rows[static_cast<std::size_t>(rank)];
    const Action action = row.at(slot);
    if (m_options.backward == Backward::Whole && action.op != Op::Forward) {
        if (action.op == Op::BackwardInput)
            moveWholeEarlier(rank, slot);
        return;
    }
    int from = row.firstFree(earliest(action));
    if (from < slot && action.op == Op::Forward)
        from = row.firstFree(std::max(
            from, row.lastWithLive(m_peak[static_cast<std::size_t>(rank)], from, slot) + 1));
    if (from >= slot)
        return;
    row.take(slot);
    put(rank, from, action);
}

// The input gradient at this slot and the weight gradient right behind it.
void SlotTable::moveWholeEarlier(int rank, int slot)
{
    SlotRow &row = m_rows[static_cast<std::size_t>(rank)];
    const Action input = row.at(slot);
    const Action weight = row.at(slot + 1);
    row.take(slot);
    row.take(slot + 1);
    int from = row.firstFree(earliest(input));
    while (from < slot && !row.isFree(from + 1))
        from = row.firstFree(from + 1);
    from = std::min(from, slot);
    put(rank, from, input);
    put(rank, from + 1, weight);
}

void SlotTable::squeeze()
{
    for (SlotRow &row : m_rows)
        m_peak.push_back(row.countLive());
    if (m_options.commonLimit)
        std::fill(m_peak.begin(), m_peak.end(), *std::max_element(m_peak.begin(), m_peak.end()));
    for (int slot = 0; slot < m_slots; ++slot)
        for (int rank = 0; rank < m_order.ranks; ++rank)
            if (!m_rows[static_cast<std::size_t>(rank)].isFree(slot) && moves(rank, slot))
                moveEarlier(rank, slot);
}

// The slot from which the weight gradients of a rank wait for its gradients that others wait for.
int SlotTable::coolDown(int rank) const
{
    if (m_options.coolDown == CoolDown::WhenLastEnters)
        return kPeriod * (m_order.microBatches - 1) + m_blocks.front().forwardDown;
    const SlotRow &row = m_rows[static_cast<std::size_t>(rank)];
    int slot = m_slots - 1;
    while (slot > 0 && (row.isFree(slot) || row.at(slot).op != Op::Forward))
        --slot;
    return slot;
}

void SlotTable::squeezeCoolDown()
{
    std::vector<int> from;
    for (int rank = 0; rank < m_order.ranks; ++rank) {
        from.push_back(coolDown(rank));
        SlotRow &row = m_rows[static_cast<std::size_t>(rank)];
        for (int slot = from.back(); slot < m_slots; ++slot) {
            if (row.isFree(slot) || row.at(slot).op != Op::BackwardWeight)
                continue;
            slotOf(row.at(slot)) = -1;
            row.take(slot);
        }
    }
    for (int slot = 0; slot < m_slots; ++slot)
        for (int rank = 0; rank < m_order.ranks; ++rank)
            if (slot > from[static_cast<std::size_t>(rank)] &&
                !m_rows[static_cast<std::size_t>(rank)].isFree(slot))
                moveEarlier(rank, slot);
    for (int rank = 0; rank < m_order.ranks; ++rank) {
        if (m_options.secondChunkFirst)
            placeWeights(rank, m_order.ranks);
        placeWeights(rank, 0);
    }
}

void SlotTable::write()
{
    const bool whole = m_options.backward == Backward::Whole;
    for (int rank = 0; rank < m_order.ranks; ++rank) {
        const SlotRow &row = m_rows[static_cast<std::size_t>(rank)];
        std::vector<Action> &actions = m_order.actions[static_cast<std::size_t>(rank)];
        for (int slot = 0; slot < m_slots; ++slot) {
            if (row.isFree(slot) || (whole && row.at(slot).op == Op::BackwardWeight))
                continue;
            actions.push_back(row.at(slot));
            if (whole && actions.back().op == Op::BackwardInput)
                actions.back().op = Op::Backward;
        }
    }
}

void offerOrder(BestOrder &best, const ScheduleOrder &empty,
                const std::vector<BuildingBlock> &blocks, BlockOptions options)
{
    ScheduleOrder order = empty;
    SlotTable table(order, blocks, options);
    table.squeeze();
    if (options.backward == Backward::Split)
        table.squeezeCoolDown();
    table.write();
    best.offer(std::move(order));
}

} // namespace

Result<ScheduleOrder> repeatBlocks(const ScheduleOrder &empty, const UnitCosts &costs,
                                   const std::vector<BuildingBlock> &blocks, Backward backward)
{
    BestOrder best(empty, costs);
    if (!best.status())
        return best.status().error();
    const double cells =
        static_cast<double>(empty.ranks) * (8.0 * empty.microBatches + blocks.front().inputDown);
    if (cells > kMostCells)
        return plainBlocks(empty, blocks, backward);
    const bool many = cells > kManyCells; // one way to squeeze them is enough
    for (const Middle middle : {Middle::AfterOwnFirst, Middle::AfterFirstOfAll, Middle::Empty}) {
        if (many && middle != Middle::AfterOwnFirst)
            break;
        if (backward == Backward::Whole) {
            offerOrder(best, empty, blocks, {.backward = backward, .middle = middle});
            offerOrder(best, empty, blocks,
                       {.backward = backward, .middle = middle, .commonLimit = true});
            continue;
        }
        for (const CoolDown coolDown : {CoolDown::AfterLastForward, CoolDown::WhenLastEnters})
            for (const bool secondChunkFirst : {true, false})
                offerOrder(
                    best, empty, blocks,
                    {.coolDown = coolDown, .middle = middle, .secondChunkFirst = secondChunkFirst});
    }
    return best.take();
}

} // namespace core
