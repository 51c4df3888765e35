// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/weight_versions.h"

#include <algorithm>

namespace core {
namespace {

// How many micro-batches between their forward and their backward use each version.
class VersionsInUse
{
public:
    explicit VersionsInUse(int microBatches) : m_users(static_cast<std::size_t>(microBatches) + 1)
    {}
    void take(int version) { m_distinct += m_users[static_cast<std::size_t>(version)]++ == 0; }
    void leave(int version) { m_distinct -= --m_users[static_cast<std::size_t>(version)] == 0; }
    [[nodiscard]] int distinct() const { return m_distinct; }

private:
    std::vector<int> m_users;
    int m_distinct = 0;
};

} // namespace

WeightVersions weightVersions(const ScheduleOrder &order, int stage)
{
    WeightVersions versions;
    versions.ofMicroBatch.resize(static_cast<std::size_t>(order.microBatches));
    VersionsInUse inUse(order.microBatches);
    int newest = 0;
    const int rank = order.rankOf(stage, 0);
    for (const Action &action : order.actions[static_cast<std::size_t>(rank)]) {
        if (action.stage != stage)
            continue;
        int &version = versions.ofMicroBatch[action.microBatch];
        if (action.op == Op::Forward) {
            version = newest;
            inUse.take(version);
        } else if (action.op == Op::Backward || action.op == Op::BackwardWeight) {
            inUse.leave(version);
            ++newest;
        }
        versions.mostAtOnce = std::max(versions.mostAtOnce, inUse.distinct());
    }
    return versions;
}

} // namespace core
