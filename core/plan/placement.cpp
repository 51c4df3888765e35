// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/placement.h"

#include "core/plan/link_faults.h"
#include "core/plan/slow_groups.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <span>

namespace core {

Nanos Hop::carryTime(Bytes size) const
{
    if (bandwidth <= 0)
        return {};
    return nanosFromSeconds(static_cast<double>(size.count) / bandwidth);
}

Hop Wiring::between(int fromDevice, int toDevice) const
{
    if (fromDevice == toDevice)
        return {};
    const bool crossing = nodeOfDevice[static_cast<std::size_t>(fromDevice)] !=
                          nodeOfDevice[static_cast<std::size_t>(toDevice)];
    Hop hop = crossing ? betweenNodes : inNode;
    const std::size_t at = findLinkFault(faults, fromDevice, toDevice);
    if (at == faults.size())
        return hop;
    const LinkFault &fault = faults[at];
    hop.bandwidth *= fault.bandwidth;
    hop.slowed = hop.slowed || fault.bandwidth < 1;
    hop.down = hop.down || fault.down;
    return hop;
}

Hop Wiring::betweenGroups(int fromFirst, int toFirst, int size) const
{
    Hop worst = between(fromFirst, toFirst);
    for (int i = 1; i < size; ++i) {
        const Hop hop = between(fromFirst + i, toFirst + i);
        worst.latency = std::max(worst.latency, hop.latency);
        worst.bandwidth = std::min(worst.bandwidth, hop.bandwidth);
        worst.betweenNodes = worst.betweenNodes || hop.betweenNodes;
        worst.slowed = worst.slowed || hop.slowed;
        worst.down = worst.down || hop.down;
    }
    return worst;
}

Wiring makeWiring(const Scenario &scenario)
{
    const ClusterSpec &cluster = scenario.cluster;
    const LinkSpec &inter = cluster.interLink;
    // Partners that send at once each have a card, unless the node has one for all.
    const int perNode = std::max(1, cluster.devicesPerNode);
    const int sharing = inter.sharedByNode ? std::min(groupSize(scenario.parallel), perNode) : 1;
    constexpr double kShortRing = 8; // a pair reaches what a ring of eight does
    Wiring wiring;
    wiring.inNode = {.latency = cluster.intraLink.latency,
                     .bandwidth = cluster.intraLink.bandwidth * cluster.intraLink.efficiency *
                                  (1 - cluster.software.ringEnds / kShortRing)};
    wiring.betweenNodes = {.latency = inter.latency,
                           .bandwidth = inter.bandwidth * inter.efficiency / sharing,
                           .betweenNodes = true};
    wiring.nodeOfDevice.resize(static_cast<std::size_t>(cluster.devices));
    int *at = wiring.nodeOfDevice.data();
    for (int node = 0, left = cluster.devices; left > 0; ++node, left -= perNode)
        at = std::fill_n(at, std::min(perNode, left), node);
    wiring.faults = scenario.faults.links;
    std::ranges::sort(wiring.faults, {}, linkOf);
    return wiring;
}

int deviceOf(const Scenario &scenario, int replica, int pipelineRank)
{
    const ParallelSpec &parallel = scenario.parallel;
    const std::vector<int> &placement = parallel.placement;
    const int block =
        placement.empty()
            ? pipelineRank * parallel.data + replica
            : placement[static_cast<std::size_t>(replica * parallel.pipeline + pipelineRank)];
    return block * groupSize(parallel);
}

PositionTable::PositionTable(const Scenario &scenario)
    : m_group(groupSize(scenario.parallel)), m_data(scenario.parallel.data),
      m_pipeline(scenario.parallel.pipeline)
{
    const std::vector<int> &placement = scenario.parallel.placement;
    m_blockAt.resize(placement.size());
    for (std::size_t i = 0; i < placement.size(); ++i)
        m_blockAt[static_cast<std::size_t>(placement[i])] = static_cast<int>(i);
}

Position PositionTable::at(int device) const
{
    const int block = device / m_group;
    const int partner = device % m_group;
    if (m_blockAt.empty())
        return {block % m_data, block / m_data, partner};
    const int place = m_blockAt[static_cast<std::size_t>(block)];
    return {place / m_pipeline, place % m_pipeline, partner};
}

namespace {

class RowPlacer
{
public:
    RowPlacer(Plan &plan, const Scenario &scenario, Folding folding)
        : m_plan(plan), m_scenario(scenario), m_folding(folding),
          m_group(groupSize(scenario.parallel)), m_slow(scenario, plan.ranks())
    {}

    void place()
    {
        findMarked();
        m_plan.replicas = m_scenario.parallel.data;
        m_plan.replicaClasses = 0;
        m_plan.rowOfDevice.assign(static_cast<std::size_t>(m_scenario.cluster.devices), 0);
        std::vector<std::vector<int>> classes = replicaClasses();
        for (const std::vector<int> &replicas : classes)
            appendLeads(replicas);
        for (std::size_t row = 0; row < m_plan.leadCount(); ++row)
            splitGroup(row, classes[row / static_cast<std::size_t>(m_plan.ranks())]);
    }

private:
    // Replicas that a fault touches are compared in full, the others by their nodes alone.
    void findMarked()
    {
        m_marked.assign(static_cast<std::size_t>(m_scenario.parallel.data), 0);
        for (const SlowGroups::Group &group : m_slow.all())
            std::fill_n(m_marked.begin() + group.replica - group.replica % m_slow.together(),
                        m_slow.together(), 1);
        const PositionTable positions(m_scenario);
        for (const LinkFault &fault : m_scenario.faults.links) {
            for (const int device : {fault.from, fault.to})
                m_marked[static_cast<std::size_t>(positions.at(device).replica)] = 1;
        }
    }

    // Everything in which two replicas can differ: the kinds of their hops and, where a fault
    // touches one, the speeds of its links and devices.
    void describe(int replica, std::vector<double> &key)
    {
        key.clear();
        const bool marked = m_marked[static_cast<std::size_t>(replica)] != 0;
        for (const std::vector<std::uint16_t> &route : m_plan.order.routes) {
            for (std::size_t stage = 0; stage + 1 < route.size(); ++stage) {
                const int from = deviceOf(m_scenario, replica, route[stage]);
                const int to = deviceOf(m_scenario, replica, route[stage + 1]);
                if (!marked) {
                    key.push_back(crosses(from, to) ? 1 : 0);
                    // Further chunks take the same hops again.
                    if (stage + 2 > static_cast<std::size_t>(2 * m_plan.ranks()))
                        break;
                    continue;
                }
                const Hop hop = m_plan.wiring.betweenGroups(from, to, m_group);
                key.push_back(hop.betweenNodes ? 1 : 0);
                const bool faulty = hop.down || hop.slowed;
                if (faulty)
                    key.push_back(hop.down ? -1 : -2 - hop.bandwidth);
            }
        }
        if (!marked)
            return;
        for (int rank = 0; rank < m_plan.ranks(); ++rank) {
            if (m_slow.together() > 1) { // their devices may differ, since they wait for each other
                key.push_back(m_slow.pace(replica, rank));
                continue;
            }
            const SlowGroups::Group *group = m_slow.find(replica, rank);
            if (!group)
                continue;
            key.push_back(-3 - rank);
            key.insert(key.end(), group->speeds.begin(), group->speeds.end());
            const auto speeds = static_cast<std::ptrdiff_t>(group->speeds.size());
            std::sort(key.end() - speeds, key.end());
        }
    }

    [[nodiscard]] bool crosses(int from, int to) const
    {
        const std::vector<int> &node = m_plan.wiring.nodeOfDevice; // ascending
        const auto within = [&node, this](int first) {
            return node[static_cast<std::size_t>(first)] ==
                   node[static_cast<std::size_t>(first + m_group - 1)];
        };
        if (within(from) && within(to))
            return node[static_cast<std::size_t>(from)] != node[static_cast<std::size_t>(to)];
        for (int i = 0; i < m_group; ++i) {
            if (node[static_cast<std::size_t>(from + i)] != node[static_cast<std::size_t>(to + i)])
                return true;
        }
        return false;
    }

    // Every pipeline rank has nodes of its own: each hop leaves one.
    [[nodiscard]] bool wholeNodes() const
    {
        return m_scenario.parallel.placement.empty() &&
               m_scenario.parallel.data * m_group %
                       std::max(1, m_scenario.cluster.devicesPerNode) ==
                   0;
    }

    // In order of their first replica.
    std::vector<std::vector<int>> replicaClasses()
    {
        std::vector<std::vector<int>> members;
        std::map<std::vector<double>, std::size_t> classes;
        std::vector<double> key;
        std::optional<std::size_t> healthy; // class of replicas that cannot differ
        for (int replica = 0; replica < m_plan.replicas; ++replica) {
            const bool plain = wholeNodes() && m_marked[static_cast<std::size_t>(replica)] == 0;
            std::size_t at = members.size();
            if (m_folding == Folding::Alike && plain && healthy) {
                members[*healthy].push_back(replica);
                continue;
            }
            if (m_folding == Folding::Alike || m_slow.together() > 1) {
                describe(replica, key);
                at = classes.try_emplace(key, at).first->second;
            }
            if (plain)
                healthy = at;
            if (at == members.size())
                members.emplace_back();
            members[at].push_back(replica);
        }
        return members;
    }

    void appendLeads(const std::vector<int> &replicas)
    {
        for (int rank = 0; rank < m_plan.ranks(); ++rank) {
            RowPlan row;
            row.pipelineRank = rank;
            row.replicaClass = m_plan.replicaClasses;
            row.lead = static_cast<int>(m_plan.rows.size());
            row.firstOfGroup = deviceOf(m_scenario, replicas.front(), rank);
            row.speed = slowest(replicas, rank);
            row.ownSpeed = row.speed;
            m_plan.rows.push_back(std::move(row));
        }
        ++m_plan.replicaClasses;
    }

    [[nodiscard]] double slowest(std::span<const int> replicas, int rank) const
    {
        double speed = 1;
        if (m_slow.empty())
            return speed;
        for (const int replica : replicas)
            speed = std::min(speed, m_slow.speed(replica, rank));
        return speed;
    }

    void addDevice(int row, int replica, int device)
    {
        RowPlan &at = m_plan.rows[static_cast<std::size_t>(row)];
        at.devices.push_back(device);
        at.replicas.push_back(replica);
        m_plan.rowOfDevice[static_cast<std::size_t>(device)] = row;
    }

    // A row of partners that wait for the lead.
    int followers(std::size_t lead, double speed)
    {
        RowPlan row = m_plan.rows[lead];
        row.devices.clear();
        row.replicas.clear();
        row.ownSpeed = speed;
        m_plan.rows.push_back(std::move(row));
        return static_cast<int>(m_plan.rows.size()) - 1;
    }

    // The slowest partners to the lead, every faster speed to a row of its own.
    void splitGroup(std::size_t lead, const std::vector<int> &replicas)
    {
        const int rank = m_plan.rows[lead].pipelineRank;
        const std::size_t firstFollower = m_plan.rows.size();
        std::vector<int> order = replicas;
        if (!m_scenario.parallel.placement.empty())
            std::ranges::sort(order, {},
                              [&](int replica) { return deviceOf(m_scenario, replica, rank); });
        const bool alike = m_folding == Folding::Alike;
        if (m_slow.empty() && alike) {
            addGroups(lead, rank, order);
            return;
        }
        const std::size_t devices = order.size() * static_cast<std::size_t>(m_group);
        m_plan.rows[lead].devices.reserve(devices);
        m_plan.rows[lead].replicas.reserve(devices);
        for (const int replica : order) {
            const SlowGroups::Group *group = m_slow.find(replica, rank);
            if (!group && alike && m_plan.rows[lead].speed == 1) {
                addGroups(lead, rank, {&replica, 1});
                continue;
            }
            const int first = deviceOf(m_scenario, replica, rank);
            for (int partner = 0; partner < m_group; ++partner) {
                const double speed = group ? group->speeds[static_cast<std::size_t>(partner)] : 1;
                addDevice(rowFor(lead, firstFollower, speed), replica, first + partner);
            }
        }
    }

    // Of groups that are all healthy, whose partners are all alike.
    void addGroups(std::size_t lead, int rank, std::span<const int> replicas)
    {
        RowPlan &row = m_plan.rows[lead];
        const auto group = static_cast<std::size_t>(m_group);
        const std::size_t before = row.devices.size();
        row.devices.resize(before + replicas.size() * group);
        row.replicas.resize(before + replicas.size() * group);
        int *device = row.devices.data() + before;
        int *replicaOf = row.replicas.data() + before;
        for (const int replica : replicas) {
            const int first = deviceOf(m_scenario, replica, rank);
            std::fill_n(m_plan.rowOfDevice.data() + first, group, static_cast<int>(lead));
            std::iota(device, device + group, first);
            std::fill_n(replicaOf, group, replica);
            device += group;
            replicaOf += group;
        }
    }

    int rowFor(std::size_t lead, std::size_t firstFollower, double speed)
    {
        const RowPlan &row = m_plan.rows[lead];
        const bool alone = m_folding == Folding::None;
        if (speed == row.speed && (!alone || row.devices.empty()))
            return static_cast<int>(lead);
        for (std::size_t i = firstFollower; i < m_plan.rows.size() && !alone; ++i) {
            if (m_plan.rows[i].ownSpeed == speed)
                return static_cast<int>(i);
        }
        return followers(lead, speed);
    }

    Plan &m_plan;
    const Scenario &m_scenario;
    Folding m_folding;
    int m_group;
    SlowGroups m_slow;
    std::vector<char> m_marked; // per replica
};

} // namespace

void placeRows(Plan &plan, const Scenario &scenario, Folding folding)
{
    RowPlacer(plan, scenario, folding).place();
}

} // namespace core
