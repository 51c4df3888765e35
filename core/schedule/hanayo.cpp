// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/schedule/order_builder.h"

#include <array>
#include <bit>

namespace core {
namespace {

// Runs the waves in time, a forward taking 1 and a backward 2, and writes down what each rank does.
// A free rank takes a backward if it has one, that which is nearest to its end; else the deepest
// forward. Every stage takes the micro-batches in turn, so counts say what is ready.
class WaveRun
{
public:
    WaveRun(ScheduleOrder &order, bool backward)
        : m_order(order), m_backward(backward), m_ranks(static_cast<std::size_t>(order.ranks)),
          m_stages(static_cast<std::size_t>(order.stages))
    {}

    void run()
    {
        m_stages.front().forwards.arrived = m_order.microBatches;
        m_ranks.front().forwards = 1;
        m_woken = {0};
        int running = 0;
        for (std::size_t now = 0; running > 0 || !m_woken.empty(); now = (now + 1) % kSlots) {
            running -= static_cast<int>(m_ending[now].size());
            for (const Visit &visit : m_ending[now])
                finish(visit);
            m_ending[now].clear();
            for (const int rank : m_woken)
                running += start(rank, now);
            m_woken.clear();
        }
    }

private:
    struct Counts
    {
        int arrived = 0;
        int started = 0;
    };
    struct Stage
    {
        Counts forwards;
        Counts backwards;
    };
    struct Rank
    {
        bool busy = false;
        int live = 0;               // activations
        std::uint64_t forwards = 0; // bit c: chunk c has one to start
        std::uint64_t backwards = 0;
    };
    struct Visit
    {
        int stage = 0;
        bool backward = false;
    };
    static constexpr std::size_t kSlots = 3; // a visit ends one or two moments after its start
    static_assert(kMostChunks <= 64);

    [[nodiscard]] int rankOf(int stage) const { return m_order.routes[0][at(stage)]; }
    [[nodiscard]] static std::size_t at(int index) { return static_cast<std::size_t>(index); }

    // A stage gets one more micro-batch to take forwards or back.
    void arrive(int stage, bool backward)
    {
        const int rank = rankOf(stage);
        Stage &here = m_stages[at(stage)];
        ++(backward ? here.backwards : here.forwards).arrived;
        Rank &owner = m_ranks[at(rank)];
        (backward ? owner.backwards : owner.forwards) |= std::uint64_t{1}
                                                         << (stage / m_order.ranks);
        m_woken.push_back(rank);
    }

    void finish(const Visit &visit)
    {
        const int rank = rankOf(visit.stage);
        m_ranks[at(rank)].busy = false;
        m_woken.push_back(rank);
        if (visit.backward) {
            if (visit.stage > 0)
                arrive(visit.stage - 1, true);
        } else if (visit.stage + 1 < m_order.stages) {
            arrive(visit.stage + 1, false);
        } else if (m_backward) {
            arrive(visit.stage, true);
        }
    }

    // Starts the next visit of a rank that is free and has one; says how many that is.
    int start(int rank, std::size_t now)
    {
        Rank &owner = m_ranks[at(rank)];
        // The first leg waits while the rank is full. The others never do, so what has entered
        // always gets through.
        const bool full = m_backward && owner.live >= m_order.stages;
        const std::uint64_t forwards =
            owner.forwards & (full ? ~std::uint64_t{1} : ~std::uint64_t{});
        if (owner.busy || (forwards | owner.backwards) == 0)
            return 0;
        const bool backward = owner.backwards != 0;
        const int chunk =
            backward ? std::countr_zero(owner.backwards) : 63 - std::countl_zero(forwards);
        const int stage = stageOnPath(Placement::Wave, m_order.ranks, rank, chunk);
        Stage &here = m_stages[at(stage)];
        Counts &counts = backward ? here.backwards : here.forwards;
        append(m_order.actions[at(rank)], backward ? Op::Backward : Op::Forward, stage,
               counts.started++);
        if (counts.started == counts.arrived)
            (backward ? owner.backwards : owner.forwards) &= ~(std::uint64_t{1} << chunk);
        owner.busy = true;
        owner.live += backward ? -1 : 1;
        m_ending[(now + (backward ? 2 : 1)) % kSlots].push_back({stage, backward});
        return 1;
    }

    ScheduleOrder &m_order;
    bool m_backward;
    std::vector<Rank> m_ranks;
    std::vector<Stage> m_stages;
    std::array<std::vector<Visit>, kSlots> m_ending; // by the moment at which they end
    std::vector<int> m_woken;                        // ranks that may have something to start
};

// Waves: the model goes down the ranks and back, so that two neighbouring stages meet on a rank,
// once or several times (arXiv:2308.15762). The order is ours, by the rule of the paper; at most as
// many activations as there are stages let a micro-batch in.
Result<ScheduleOrder> makeHanayo(const ScheduleShape &shape)
{
    if (shape.chunks % 2 == 1)
        return Error{"Hanayo's waves take 2 model chunks per rank each; " +
                     figureOfCount(shape.chunks) + " were requested. Use " +
                     figureOfCount(shape.chunks - 1) + " or " + figureOfCount(shape.chunks + 1) +
                     "."};
    ScheduleOrder order = emptyOrder("hanayo", shape, Placement::Wave);
    reserveActions(order, static_cast<std::size_t>(shape.microBatches) *
                              static_cast<std::size_t>(shape.chunks) * (shape.backward ? 2 : 1));
    WaveRun(order, shape.backward).run();
    return order;
}

} // namespace

namespace rows {
extern const ScheduleEntry hanayo;
const ScheduleEntry hanayo = {
    .id = "hanayo",
    .title = "Hanayo",
    .vectorName = "hanayo",
    .trade = "waves down the ranks and back with one copy of every stage: a smaller bubble than "
             "1F1B with few micro-batches, a larger one with many",
    .family = ScheduleFamily::OneForwardOneBackward,
    .placement = Placement::Wave,
    .chunks = {.least = 2, .usual = 2, .most = kMostChunks},
    .make = makeHanayo,
};
} // namespace rows
} // namespace core
