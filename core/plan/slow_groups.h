// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core {

// Groups of tensor and context partners in which a device is slow.
class SlowGroups
{
public:
    struct Group
    {
        int replica = 0;
        int pipelineRank = 0;
        std::vector<double> speeds; // of all partners
    };

    SlowGroups(const Scenario &scenario, int pipelineRanks);

    [[nodiscard]] bool empty() const { return m_groups.empty(); }
    [[nodiscard]] std::span<const Group> all() const { return m_groups; }
    // Null: its devices are healthy.
    [[nodiscard]] const Group *find(int replica, int pipelineRank) const;

    // Of its slowest partner; 1: healthy.
    [[nodiscard]] double speed(int replica, int pipelineRank) const;

    // Where every layer is gathered from all devices that share its weights, nobody is more than a
    // layer ahead of the slowest of those (FSDP and ZeRO-3; Zhao 2023, arXiv:2304.11277, section
    // 3): so many neighbouring replicas go on together. Otherwise 1.
    [[nodiscard]] int together() const { return m_together; }
    // The slowest speed at this rank of those that go on together with a replica.
    [[nodiscard]] double pace(int replica, int pipelineRank) const;

private:
    [[nodiscard]] std::size_t placeOf(int replica, int pipelineRank) const
    {
        return static_cast<std::size_t>(replica) * static_cast<std::size_t>(m_ranks) +
               static_cast<std::size_t>(pipelineRank);
    }

    static constexpr std::int32_t kHealthy = -1;
    int m_ranks;
    int m_together = 1;
    std::vector<Group> m_groups;
    std::vector<std::int32_t> m_at; // index into these, per replica and rank; empty: none is slow
    std::vector<double> m_pace;     // as m_at, but per replicas that go on together
};

} // namespace core
