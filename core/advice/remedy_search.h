// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/remedies.h"

#include <optional>
#include <utility>

namespace core {

// Parts of the search for remedies.

// What the scenario needs, by its plan; nothing where it means nothing.
[[nodiscard]] std::optional<Remedy> planned(RemedyKind kind, const Scenario &scenario);

// As if every device had the memory; 0 where the step does not end.
[[nodiscard]] Nanos stepWithEnoughMemory(const Scenario &scenario, const std::stop_token &stop);

// The batch of before, in pieces of at most that many samples, where the replicas divide it.
void keepBatch(Scenario &scenario, const TrainingSpec &before, std::int64_t largestPiece);

[[nodiscard]] std::optional<Remedy> shareStates(const Scenario &scenario,
                                                const std::stop_token &stop);

// Of several variants in order of preference: the first that fits, else the one that needs least.
class Best
{
public:
    Best(RemedyKind kind, std::stop_token stop) : m_kind(kind), m_stop(std::move(stop)) {}

    // False when nothing better can come.
    bool offer(const Scenario &scenario)
    {
        if (m_stop.stop_requested())
            return false;
        std::optional<Remedy> remedy = planned(m_kind, scenario);
        if (!remedy || (m_remedy && !remedy->fits && remedy->need >= m_remedy->need))
            return true;
        m_remedy = std::move(remedy);
        return !m_remedy->fits;
    }
    [[nodiscard]] bool fits() const { return m_remedy && m_remedy->fits; }
    [[nodiscard]] const std::optional<Remedy> &remedy() const { return m_remedy; }

private:
    RemedyKind m_kind;
    std::stop_token m_stop;
    std::optional<Remedy> m_remedy;
};

} // namespace core
