// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/editor/ready_visits.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace core {
namespace {

class Search
{
public:
    Search(const ScheduleOrder &order, const OrderGrid &grid, const GridCosts &costs,
           const ReadyRequest &request)
        : m_order(order), m_grid(grid), m_costs(costs), m_request(request), m_placed(order)
    {}

    std::vector<ReadyVisit> run()
    {
        const Op gradient = m_request.form == BackwardForm::Full ? Op::Backward : Op::BackwardInput;
        for (int rank = 0; rank < m_order.ranks; ++rank) {
            const std::size_t before = m_found.size();
            for (int stage = 0; stage < m_order.stages; ++stage) {
                for (const Op op : {gradient, Op::Forward, Op::BackwardWeight})
                    offerFirst(rank, stage, op);
            }
            std::stable_sort(m_found.begin() + static_cast<std::ptrdiff_t>(before), m_found.end(),
                             [](const ReadyVisit &a, const ReadyVisit &b) {
                                 return std::tuple(a.start, a.before.index) <
                                        std::tuple(b.start, b.before.index);
                             });
        }
        return std::move(m_found);
    }

private:
    void offerFirst(int rank, int stage, Op op)
    {
        for (int microBatch = 0; microBatch < m_order.microBatches; ++microBatch) {
            if (m_order.rankOf(stage, microBatch) != rank ||
                !m_placed.isReady(op, stage, microBatch))
                continue;
            const Action action{.microBatch = static_cast<std::uint32_t>(microBatch),
                                .stage = static_cast<std::uint16_t>(stage),
                                .op = op};
            if (const std::optional<ReadyVisit> found = placeFor(rank, action))
                m_found.push_back(*found);
            return;
        }
    }

    // When its input is on the rank: all of it has been placed.
    [[nodiscard]] std::int64_t arrival(const Action &action) const
    {
        const int stage = action.stage;
        const int microBatch = static_cast<int>(action.microBatch);
        const auto at = [&](const std::vector<std::int64_t> &ends, int producer) {
            return ends[static_cast<std::size_t>(producer) *
                            static_cast<std::size_t>(m_order.microBatches) +
                        action.microBatch];
        };
        if (action.op == Op::BackwardWeight)
            return at(m_grid.gradientEnd, stage);
        if (action.op == Op::Forward)
            return stage == 0 ? 0
                              : at(m_grid.forwardEnd, stage - 1) +
                                    m_costs.hopOf(m_order, stage - 1, microBatch);
        const std::int64_t own = at(m_grid.forwardEnd, stage);
        return stage + 1 == m_order.stages
                   ? own
                   : std::max(own, at(m_grid.gradientEnd, stage + 1) +
                                       m_costs.hopOf(m_order, stage, microBatch));
    }

    [[nodiscard]] std::optional<ReadyVisit> placeFor(int rank, const Action &action) const
    {
        const auto at = static_cast<std::size_t>(rank);
        const std::vector<VisitTime> &visits = m_grid.visits[at];
        const std::int64_t from = arrival(action);
        const std::int64_t duration = m_costs.of(action);
        const std::vector<bool> full = fullBefore(at, action);
        std::int64_t free = 0; // end of the visit before
        for (std::size_t index = 0; index < visits.size(); ++index) {
            const std::int64_t start = std::max(free, from);
            if (start + duration <= visits[index].start && !full[index])
                return ReadyVisit{action, {rank, index}, start, start + duration};
            free = visits[index].end;
        }
        if (full[visits.size()])
            return {};
        const std::int64_t start = std::max(free, from);
        return ReadyVisit{action, {rank, visits.size()}, start, start + duration};
    }

    // Before which visits (the last: behind all of them) another activation would be too many.
    [[nodiscard]] std::vector<bool> fullBefore(std::size_t rank, const Action &action) const
    {
        const std::vector<Action> &actions = m_order.actions[rank];
        std::vector<bool> full(actions.size() + 1, false);
        if (m_request.mostKept == 0 || action.op != Op::Forward)
            return full;
        std::vector<int> kept(actions.size() + 1, 0); // before each visit
        for (std::size_t index = 0; index < actions.size(); ++index) {
            const Op op = actions[index].op;
            kept[index + 1] = kept[index] + (op == Op::Forward) -
                              (op == Op::Backward || op == Op::BackwardWeight);
        }
        int most = 0; // from there to the end, also while a visit runs that then frees one
        for (std::size_t index = actions.size() + 1; index-- > 0;) {
            most = std::max(most, kept[index]);
            full[index] = most + 1 > m_request.mostKept;
        }
        return full;
    }

    const ScheduleOrder &m_order;
    const OrderGrid &m_grid;
    const GridCosts &m_costs;
    const ReadyRequest &m_request;
    PlacedVisits m_placed;
    std::vector<ReadyVisit> m_found;
};

} // namespace

std::vector<ReadyVisit> readyVisits(const ScheduleOrder &order, const OrderGrid &grid,
                                    const GridCosts &costs, const ReadyRequest &request)
{
    return Search(order, grid, costs, request).run();
}

} // namespace core
