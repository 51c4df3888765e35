// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/plan/partner_faults.h"

#include "core/base/text.h"
#include "core/cost/layer_kinds.h"
#include "core/cost/network_work.h"
#include "core/plan/gradient_ring.h"
#include "core/plan/partition.h"
#include "core/plan/placement.h"
#include "core/plan/plan_order.h"

#include <algorithm>
#include <utility>

namespace core {
namespace {

// What two devices of one pipeline rank are to each other.
enum class Partners : std::uint8_t { None, Tensor, Context, Experts };

// Experts lie beside each other, over replicas and context partners.
int placeAmongExperts(const Position &at, const Scenario &scenario)
{
    return at.replica * scenario.parallel.context + at.partner / scenario.parallel.tensor;
}

bool shareExperts(const Position &a, const Position &b, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return parallel.expert > 1 && a.partner % parallel.tensor == b.partner % parallel.tensor &&
           placeAmongExperts(a, scenario) / parallel.expert ==
               placeAmongExperts(b, scenario) / parallel.expert;
}

Partners partnersOf(const Position &a, const Position &b, const Scenario &scenario)
{
    const int tensor = scenario.parallel.tensor;
    if (a.replica == b.replica && a.partner / tensor == b.partner / tensor)
        return Partners::Tensor;
    if (a.replica == b.replica && a.partner % tensor == b.partner % tensor)
        return Partners::Context;
    return shareExperts(a, b, scenario) ? Partners::Experts : Partners::None;
}

// A fault between partners of a stage; what it leaves of the links that they exchange over.
class SlowedLinks
{
public:
    SlowedLinks(const Plan &plan, const Scenario &scenario)
        : m_plan(plan), m_scenario(scenario),
          m_healthy(fabricOf(scenario)), m_fabrics{m_healthy, m_healthy, m_healthy}
    {}

    void take(const LinkFault &fault, const Position &a, const Position &b)
    {
        const ParallelSpec &parallel = m_scenario.parallel;
        const Partners partners = partnersOf(a, b, m_scenario);
        if (fault.bandwidth >= 1 || partners == Partners::None)
            return;
        const bool crossing = m_plan.wiring.between(fault.from, fault.to).betweenNodes;
        const int tensor = parallel.tensor;
        if (partners == Partners::Tensor &&
            areRingNeighbours(a.partner % tensor, b.partner % tensor, tensor))
            slowRing(m_fabrics.tensor, membersAt(tensor, 1, m_healthy), fault, crossing);
        if (partners == Partners::Context &&
            areRingNeighbours(a.partner / tensor, b.partner / tensor, parallel.context))
            slowRing(m_fabrics.context, membersAt(parallel.context, tensor, m_healthy), fault,
                     crossing);
        if (partners != Partners::Tensor && shareExperts(a, b, m_scenario))
            slowPair(fault, crossing);
    }
    [[nodiscard]] bool any() const { return m_any; }
    [[nodiscard]] const PartnerFabrics &fabrics() const { return m_fabrics; }

private:
    void slowRing(Fabric &fabric, const Members &members, const LinkFault &fault, bool crossing)
    {
        const Members passing = crossing ? members : Members{members.inNode, members.inNode};
        slow(crossing ? fabric.mostBetween : fabric.mostInNode,
             fault.bandwidth * ringBandwidth(passing, m_healthy));
        m_any = true;
    }
    void slowPair(const LinkFault &fault, bool crossing)
    {
        slow(crossing ? m_fabrics.experts.mostBetween : m_fabrics.experts.mostInNode,
             fault.bandwidth * (crossing ? m_healthy.network : m_healthy.inNode));
        m_any = true;
    }

    const Plan &m_plan;
    const Scenario &m_scenario;
    Fabric m_healthy;
    PartnerFabrics m_fabrics;
    bool m_any = false;
};

SlowedLinks slowedLinks(const Plan &plan, const Scenario &scenario, const std::vector<int> &ranks,
                        const PositionTable &positions)
{
    SlowedLinks links(plan, scenario);
    for (const LinkFault &fault : plan.wiring.faults) {
        const Position a = positions.at(fault.from);
        const Position b = positions.at(fault.to);
        if (a.pipelineRank == b.pipelineRank && std::ranges::count(ranks, a.pipelineRank) > 0)
            links.take(fault, a, b);
    }
    return links;
}

void priceBlocks(Plan &plan, const StagePlan &stage, const Scenario &scenario,
                 const PartnerFabrics &fabrics)
{
    const TransformerPrices prices =
        distinctPrices(*scenario.model.transformer(), scenario, &fabrics);
    for (int index = stage.firstLayer; index < stage.endLayer; ++index) {
        LayerPrice &layer = plan.layers[static_cast<std::size_t>(index)];
        const LayerPrice &slowed = layer.kind == LayerKind::Embedding ? prices.embedding
                                   : layer.kind == LayerKind::Head    ? prices.head
                                   : index <= prices.firstBlocks      ? prices.first
                                                                      : prices.last;
        LayerPrice before = std::exchange(layer, slowed);
        layer.name = std::move(before.name);
        static_cast<ShardPrice &>(layer) = before;
    }
}

bool isSlow(const Fabric &fabric)
{
    return fabric.mostInNode > 0 || fabric.mostBetween > 0;
}

// Layers are gathered and scattered on rings that the slowest link sets the pace of, those of
// experts on rings of their own. Says whether a slow link is on the way.
bool priceGathers(Plan &plan, const StagePlan &stage, const Scenario &scenario,
                  const std::vector<int> &ranks)
{
    if (!gathersLayers(scenario) && !scattersLayers(scenario))
        return false;
    const GradientRing ring = gradientRing(plan, scenario, ranks);
    const BucketReach reach = sharesInGroups(scenario) ? BucketReach::Within : BucketReach::All;
    const Fabric &fabric = ring.of(reach, AllReduce::Ring).fabric;
    const Fabric &expertFabric = ring.experts.fabric;
    if (!isSlow(fabric) && !isSlow(expertFabric))
        return false;
    std::vector<LayerPrice *> layers;
    for (int index = stage.firstLayer; index < stage.endLayer; ++index)
        layers.push_back(&plan.layers[static_cast<std::size_t>(index)]);
    priceGathering(layers, scenario, fabric, expertFabric);
    return true;
}

bool isPriced(const LinkFault &fault, const Position &a, const Position &b,
              const Scenario &scenario)
{
    return !isPricedAsTrained(scenario) &&
           (!fault.down || partnersOf(a, b, scenario) == Partners::None);
}

} // namespace

bool priceFaultyPartners(Plan &plan, const Scenario &scenario)
{
    if (plan.wiring.faults.empty() || isPricedAsTrained(scenario))
        return false;
    const PositionTable positions(scenario);
    std::vector<PartnerFabrics> faulty;
    bool any = false;
    bool gathers = false;
    for (int index = 0; index < plan.order.stages; ++index) {
        const StagePlan &stage = plan.stages[static_cast<std::size_t>(index)];
        const std::vector<int> ranks = holdersOf(plan.order, index);
        const SlowedLinks links = slowedLinks(plan, scenario, ranks, positions);
        if (links.any() && scenario.model.transformer()) {
            priceBlocks(plan, stage, scenario, links.fabrics());
            any = true;
        }
        gathers = priceGathers(plan, stage, scenario, ranks) || gathers;
        faulty.push_back(links.fabrics());
    }
    if (any)
        plan.faultyPartners = std::move(faulty);
    return any || gathers;
}

void warnOfPartnerFaults(Plan &plan, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const bool amongReplicas =
        parallel.expert > 1 || gathersLayers(scenario) || scattersLayers(scenario);
    if (plan.wiring.faults.empty() || (plan.groupSize == 1 && !amongReplicas))
        return;
    const PositionTable positions(scenario);
    for (const LinkFault &fault : plan.wiring.faults) {
        const Position a = positions.at(fault.from);
        const Position b = positions.at(fault.to);
        if (a.pipelineRank != b.pipelineRank || (a.replica != b.replica && !amongReplicas))
            continue;
        if (!isPriced(fault, a, b, scenario)) {
            plan.warnings.push_back(
                "The faulty link between " + deviceName(fault.from) + " and " +
                deviceName(fault.to) +
                " affects only gradients and transfers between stages: collectives of tensor and "
                "context partners, expert all-to-all and weight gathers run as if it were "
                "healthy.");
            return;
        }
    }
    if (!plan.faultyPartners.empty() && plan.replicas > 1)
        plan.warnings.push_back("Partners of one GPU group share a slow link. Its stage is drawn "
                                "as slow in every replica: they all wait for the slowest one.");
}

} // namespace core
