// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/gradient_ring.h"

#include "core/plan/placement.h"

#include <algorithm>

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
        return apart == 1 || apart == size - 1;
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
    double &most = crossing ? state.fabric.mostBetween : state.fabric.mostInNode;
    const double reached = healthyRate * fault.bandwidth;
    if (fault.bandwidth < 1)
        most = most > 0 ? std::min(most, reached) : reached;
    if (fault.down) {
        state.down = true;
        state.downFrom = fault.from;
        state.downTo = fault.to;
    }
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
        const bool crossing = plan.wiring.nodeOfDevice[static_cast<std::size_t>(fault.from)] !=
                              plan.wiring.nodeOfDevice[static_cast<std::size_t>(fault.to)];
        for (const AllReduce algorithm :
             {AllReduce::Ring, AllReduce::Tree, AllReduce::Hierarchical}) {
            if (!passes(algorithm, ring.members, a.place, b.place))
                continue;
            Members link = {ring.members.devices,
                            crossing ? ring.members.inNode : ring.members.devices};
            if (algorithm == AllReduce::Hierarchical)
                link = crossing ? Members{ring.members.nodes(), 1}
                                : Members{ring.members.inNode, ring.members.inNode};
            applyFault(ring.algorithms[static_cast<std::size_t>(algorithm)], fault,
                       ringBandwidth(link, ring.healthy), crossing);
        }
    }
}

} // namespace

GradientRing gradientRing(const Plan &plan, const Scenario &scenario, const std::vector<int> &ranks)
{
    GradientRing ring;
    ring.devices = ringDevices(plan, scenario, ranks);
    ring.members = membersOf(plan, ring.devices);
    ring.healthy = fabricOf(scenario);
    for (AlgorithmState &state : ring.algorithms)
        state.fabric = ring.healthy;
    applyFaults(ring, plan, scenario, ranks);
    return ring;
}

} // namespace core
