// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/gradient_ring.h"

#include "core/plan/placement.h"

#include <algorithm>
#include <cstdlib>

namespace core {
namespace {

std::vector<int> ringDevices(const Plan &plan, const Scenario &scenario,
                             const std::vector<int> &ranks)
{
    std::vector<int> devices;
    devices.reserve(static_cast<std::size_t>(plan.replicas) * ranks.size() *
                    static_cast<std::size_t>(scenario.parallel.context));
    for (const int rank : ranks) {
        for (int replica = 0; replica < plan.replicas; ++replica) {
            const int first = deviceOf(scenario, replica, rank);
            for (int context = 0; context < scenario.parallel.context; ++context)
                devices.push_back(first + context * plan.tensor);
        }
    }
    return devices;
}

Members membersOf(const Plan &plan, const std::vector<int> &devices)
{
    int largest = 1;
    if (std::ranges::is_sorted(devices)) { // then those of a node follow each other
        int run = 0;
        int before = -1;
        for (const int device : devices) {
            const int node = plan.wiring.nodeOfDevice[static_cast<std::size_t>(device)];
            run = node == before ? run + 1 : 1;
            before = node;
            largest = std::max(largest, run);
        }
        return {static_cast<double>(devices.size()), static_cast<double>(largest)};
    }
    std::vector<int> perNode(static_cast<std::size_t>(plan.wiring.nodeOfDevice.back()) + 1, 0);
    for (const int device : devices)
        largest =
            std::max(largest, ++perNode[static_cast<std::size_t>(
                                  plan.wiring.nodeOfDevice[static_cast<std::size_t>(device)])]);
    return {static_cast<double>(devices.size()), static_cast<double>(largest)};
}

// Place of a device in its ring, and which of the parallel rings it is; -1: none of these.
struct RingPlace
{
    int place = -1;
    int ring = -1;
};

RingPlace placeInRing(const Plan &plan, const Position &at, const std::vector<int> &ranks)
{
    const auto rank = std::ranges::find(ranks, at.pipelineRank);
    if (rank == ranks.end())
        return {};
    const int context = plan.groupSize / plan.tensor;
    const auto holder = static_cast<int>(rank - ranks.begin());
    return {(holder * plan.replicas + at.replica) * context + at.partner / plan.tensor,
            at.partner % plan.tensor};
}

// Whether this algorithm uses the link between two places of the ring. A tree is a chain within
// each node; the first device of a node is a child of the last one of the node above. Within a
// node, sums by node go round a ring; between nodes, each device exchanges with those of its own
// place.
bool passes(AllReduce algorithm, const Members &members, int a, int b)
{
    const auto size = static_cast<int>(members.devices);
    const auto inNode = static_cast<int>(members.inNode);
    const int low = std::min(a, b);
    const int high = std::max(a, b);
    const int apart = high - low;
    if (algorithm == AllReduce::Ring)
        return areRingNeighbours(a, b, size);
    if (low / inNode == high / inNode)
        return apart == 1 || (algorithm == AllReduce::Hierarchical && apart == inNode - 1);
    if (algorithm == AllReduce::Hierarchical) {
        const int nodes = apart / inNode;
        return apart % inNode == 0 && (nodes == 1 || nodes == (size - 1) / inNode);
    }
    const int child = high / inNode;
    return high % inNode == 0 && low == ((child - 1) / 2 + 1) * inNode - 1;
}

void applyFault(AlgorithmState &state, const LinkFault &fault, double healthyRate, bool crossing)
{
    if (fault.bandwidth < 1)
        slow(crossing ? state.fabric.mostBetween : state.fabric.mostInNode,
             fault.bandwidth * healthyRate);
    if (fault.down) {
        state.down = true;
        state.downFrom = fault.from;
        state.downTo = fault.to;
    }
}

// A fault, by the places of its two ends in a ring, of everything that passes it.
struct FaultyLink
{
    const LinkFault &fault;
    bool crossing = false; // between nodes
    int a = 0;
    int b = 0;
};

void applyTo(AlgorithmState &state, AllReduce algorithm, const Members &members,
             const FaultyLink &link, const Fabric &healthy)
{
    if (!passes(algorithm, members, link.a, link.b))
        return;
    Members passing = {members.devices, link.crossing ? members.inNode : members.devices};
    if (algorithm == AllReduce::Hierarchical)
        passing =
            link.crossing ? Members{members.nodes(), 1} : Members{members.inNode, members.inNode};
    applyFault(state, link.fault, ringBandwidth(passing, healthy), link.crossing);
}

void applyToAll(std::array<AlgorithmState, 4> &algorithms, const Members &members,
                const FaultyLink &link, const Fabric &healthy)
{
    for (const AllReduce algorithm : {AllReduce::Ring, AllReduce::Tree, AllReduce::Hierarchical})
        applyTo(algorithms[static_cast<std::size_t>(algorithm)], algorithm, members, link, healthy);
}

// Neighbours share: the ring of a group has those behind each other, a ring across groups each of
// their places.
void applyToGroups(GradientRing &ring, const FaultyLink &link, int sharers)
{
    const Members within = {static_cast<double>(sharers),
                            std::min<double>(sharers, ring.members.inNode)};
    const FaultyLink inGroup = {link.fault, link.crossing, link.a % sharers, link.b % sharers};
    if (link.a / sharers == link.b / sharers) {
        applyTo(ring.within, AllReduce::Ring, within, inGroup, ring.healthy);
    } else if (inGroup.a == inGroup.b) {
        const FaultyLink across = {link.fault, link.crossing, link.a / sharers, link.b / sharers};
        applyToAll(ring.across, holdersOfExperts(ring.members, sharers), across, ring.healthy);
    }
}

// Holders of the same experts are as many places apart as there are expert partners.
void applyToExperts(GradientRing &ring, const FaultyLink &link, int sharers, int partners)
{
    if (link.a / sharers != link.b / sharers || link.a % partners != link.b % partners)
        return;
    const Members within = {static_cast<double>(sharers),
                            std::min<double>(sharers, ring.members.inNode)};
    const FaultyLink among = {link.fault, link.crossing, link.a % sharers / partners,
                              link.b % sharers / partners};
    applyTo(ring.experts, AllReduce::Ring, holdersOfExperts(within, partners), among, ring.healthy);
}

// Slow and cut links that any of the parallel rings, trees or hierarchies passes.
void applyFaults(GradientRing &ring, const Plan &plan, const Scenario &scenario,
                 const std::vector<int> &ranks)
{
    if (plan.wiring.faults.empty())
        return;
    const PositionTable positions(scenario);
    for (const LinkFault &fault : plan.wiring.faults) {
        const RingPlace a = placeInRing(plan, positions.at(fault.from), ranks);
        const RingPlace b = placeInRing(plan, positions.at(fault.to), ranks);
        if (a.place < 0 || b.place < 0 || a.ring != b.ring)
            continue;
        const bool crossing = plan.wiring.between(fault.from, fault.to).betweenNodes;
        const FaultyLink link = {fault, crossing, a.place, b.place};
        applyToAll(ring.algorithms, ring.members, link, ring.healthy);
        if (sharesInGroups(scenario))
            applyToGroups(ring, link, sharersOf(scenario));
        if (scenario.parallel.expert > 1)
            applyToExperts(ring, link, sharersOf(scenario), scenario.parallel.expert);
    }
}

} // namespace

bool areRingNeighbours(int a, int b, int size)
{
    const int apart = std::abs(a - b);
    return apart == 1 || apart == size - 1;
}

void slow(double &most, double rate)
{
    most = most > 0 ? std::min(most, rate) : rate;
}

const AlgorithmState &GradientRing::of(BucketReach reach, AllReduce algorithm) const
{
    if (reach == BucketReach::Within)
        return within;
    const bool all = reach == BucketReach::All;
    return (all ? algorithms : across)[static_cast<std::size_t>(algorithm)];
}

GradientRing gradientRing(const Plan &plan, const Scenario &scenario, const std::vector<int> &ranks)
{
    GradientRing ring;
    ring.devices = ringDevices(plan, scenario, ranks);
    ring.members = membersOf(plan, ring.devices);
    ring.healthy = fabricOf(scenario);
    ring.within.fabric = ring.experts.fabric = ring.healthy;
    ring.algorithms.fill(ring.within);
    ring.across.fill(ring.within);
    applyFaults(ring, plan, scenario, ranks);
    return ring;
}

} // namespace core
