// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

// The wave placement of Hanayo (arXiv:2308.15762): stage k on rank k mod p of every even leg, and
// on the mirrored one of every odd leg. Scheduled in the plainest way: at every moment each free
// rank looks at all that it could start. The backward nearest to its end goes first, then the
// deepest forward; a rank keeps at most as many activations as there are stages. Forward 1,
// backward 2.
namespace greedy_waves {

struct Visit
{
    int stage = 0;
    int microBatch = 0;
    bool backward = false;
    int end = 0;
};

class Run
{
public:
    Run(int ranks, int microBatches, int waves)
        : m_ranks(ranks), m_stages(2 * waves * ranks), m_busy(size(ranks)), m_kept(size(ranks), 0),
          m_mostKept(size(ranks), 0), m_ready(size(ranks))
    {
        for (int i = 0; i < microBatches; ++i)
            m_ready.front().push_back({0, i, false, 0});
        m_left = 2 * m_stages * microBatches;
    }

    int makespan()
    {
        int now = 0;
        for (; m_left > 0; ++now) {
            for (std::optional<Visit> &visit : m_busy) {
                if (visit && visit->end == now)
                    finish(*std::exchange(visit, std::nullopt));
            }
            for (int rank = 0; rank < m_ranks; ++rank)
                start(rank, now);
        }
        return now - 1;
    }
    // Activations that each rank kept at most; after makespan().
    [[nodiscard]] const std::vector<int> &mostKept() const { return m_mostKept; }

private:
    static std::size_t size(int count) { return static_cast<std::size_t>(count); }
    [[nodiscard]] std::size_t rankOf(int stage) const
    {
        const int place = stage % m_ranks;
        return size(stage / m_ranks % 2 == 0 ? place : m_ranks - 1 - place);
    }

    void finish(const Visit &done)
    {
        --m_left;
        const int next = done.stage + (done.backward ? -1 : 1);
        if (next == m_stages)
            m_ready[rankOf(done.stage)].push_back({done.stage, done.microBatch, true, 0});
        else if (next >= 0)
            m_ready[rankOf(next)].push_back({next, done.microBatch, done.backward, 0});
    }

    // Smaller is better.
    [[nodiscard]] static auto keyOf(const Visit &visit)
    {
        return std::tuple(!visit.backward, visit.backward ? visit.stage : -visit.stage,
                          visit.microBatch);
    }

    void start(int rank, int now)
    {
        const std::size_t at = size(rank);
        if (m_busy[at])
            return;
        std::vector<Visit> &ready = m_ready[at];
        auto best = ready.end();
        for (auto each = ready.begin(); each != ready.end(); ++each) {
            const bool enters = !each->backward && each->stage < m_ranks;
            if (enters && m_kept[at] >= m_stages)
                continue;
            if (best == ready.end() || keyOf(*each) < keyOf(*best))
                best = each;
        }
        if (best == ready.end())
            return;
        m_kept[at] += best->backward ? -1 : 1;
        m_mostKept[at] = std::max(m_mostKept[at], m_kept[at]);
        best->end = now + (best->backward ? 2 : 1);
        m_busy[at] = *best;
        ready.erase(best);
    }

    int m_ranks;
    int m_stages;
    int m_left = 0; // visits
    std::vector<std::optional<Visit>> m_busy;
    std::vector<int> m_kept;
    std::vector<int> m_mostKept;
    std::vector<std::vector<Visit>> m_ready;
};

} // namespace greedy_waves
