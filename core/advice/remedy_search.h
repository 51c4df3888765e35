// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/remedies.h"

#include <cstdint>
#include <optional>
#include <stop_token>
#include <utility>

namespace core {

// Parts of the search for remedies.

// Work that one search may do: layouts planned, of which one with many actions counts for several.
struct Search
{
    std::stop_token stop;
    std::int64_t left = 64;
    int planned = 0;

    [[nodiscard]] bool isOver() const { return left <= 0 || stop.stop_requested(); }
};

// So many that a plan for fewer is made first.
[[nodiscard]] bool hasManyMicroBatches(const Scenario &scenario);
// As many as fill the pipeline twice; itself where that says nothing of its memory.
[[nodiscard]] Scenario withFewMicroBatches(Scenario scenario);

// The memory that the scenario needs according to its plan; nothing where it is invalid or the
// search is over. With many micro-batches the need of one that does not fit is that of fewer of
// them: no more than it.
[[nodiscard]] std::optional<Remedy> planned(RemedyKind kind, const Scenario &scenario,
                                            Search &search);

// As if every device had the memory; 0 where the step does not end.
[[nodiscard]] Nanos stepWithEnoughMemory(const Scenario &scenario, const std::stop_token &stop);

// The same batch in micro-batches of at most that many samples, where the replicas divide it.
void keepBatch(Scenario &scenario, const TrainingSpec &before, std::int64_t largestPiece);

[[nodiscard]] std::optional<Remedy> splitLayers(const Scenario &scenario, Search &search);
[[nodiscard]] std::optional<Remedy> smallerMicroBatches(const Scenario &scenario, Search &search);

// From variants in order of preference: the first that fits, else the one that needs least.
class Best
{
public:
    Best(RemedyKind kind, Search &search) : m_kind(kind), m_search(&search) {}

    // False when nothing better can come.
    bool offer(const Scenario &scenario)
    {
        if (m_search->isOver())
            return false;
        std::optional<Remedy> remedy = planned(m_kind, scenario, *m_search);
        if (!remedy || (m_remedy && !remedy->fits && remedy->need >= m_remedy->need))
            return true;
        m_remedy = std::move(remedy);
        return !m_remedy->fits;
    }
    [[nodiscard]] bool fits() const { return m_remedy && m_remedy->fits; }
    [[nodiscard]] const std::optional<Remedy> &remedy() const { return m_remedy; }

private:
    RemedyKind m_kind;
    Search *m_search;
    std::optional<Remedy> m_remedy;
};

} // namespace core
