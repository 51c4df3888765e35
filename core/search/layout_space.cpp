// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_space.h"

#include "core/scenario/constraints.h"
#include "core/scenario/way_out.h"

#include <algorithm>

namespace core {
namespace {

bool isSearched(const ScheduleEntry &entry)
{
    return !entry.oneAtATime && entry.family != ScheduleFamily::Asynchronous;
}

// No more than there are layers for: a check would say so of every one.
int mostChunks(const Scenario &scenario, const ScheduleEntry &entry)
{
    const std::int64_t stages = scenario.model.layerCount() + 2; // embedding and head may be alone
    return static_cast<int>(
        std::min<std::int64_t>(entry.chunks.most, entry.placement == Placement::TwoWay
                                                      ? entry.chunks.most
                                                      : stages / scenario.parallel.pipeline));
}

bool isLayoutValid(Scenario &scenario, const OrderChoice &order)
{
    setOrder(scenario, order);
    return !problemWithLayout(scenario);
}

// With no more chunks than a schedule usually has; more of them are asked for later.
bool hasAnyOrder(Scenario &scenario)
{
    return std::ranges::any_of(schedules(), [&scenario](const ScheduleEntry &entry) {
        return isSearched(entry) && isLayoutValid(scenario, {&entry, entry.chunks.least});
    });
}

} // namespace

Layout layoutOf(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return {.data = parallel.data,
            .tensor = parallel.tensor,
            .pipeline = parallel.pipeline,
            .context = parallel.context,
            .expert = parallel.expert,
            .sharding = parallel.sharding,
            .recompute = scenario.training.recompute,
            .sequenceParallel = parallel.sequenceParallel,
            .microBatch = scenario.training.microBatch};
}

void setLayout(Scenario &scenario, const Layout &layout)
{
    ParallelSpec &parallel = scenario.parallel;
    parallel.data = layout.data;
    parallel.tensor = layout.tensor;
    parallel.pipeline = layout.pipeline;
    parallel.context = layout.context;
    parallel.expert = layout.expert;
    parallel.sharding = layout.sharding;
    parallel.sequenceParallel = layout.sequenceParallel;
    scenario.training.recompute = layout.recompute;
    scenario.training.microBatch = layout.microBatch;
}

void setOrder(Scenario &scenario, const OrderChoice &order)
{
    scenario.parallel.schedule = order.entry->id;
    scenario.parallel.chunks = order.chunks;
}

Scenario withoutShape(const Scenario &scenario)
{
    Scenario base = scenario;
    ParallelSpec &parallel = base.parallel;
    parallel.own = {};
    parallel.group = 0;
    parallel.memoryLimit = 0;
    parallel.partition.clear();
    parallel.placement.clear();
    return base;
}

bool haveSameLayouts(const Scenario &a, const Scenario &b)
{
    const auto plain = [](const Scenario &scenario) {
        Scenario base = withoutShape(scenario);
        base.title.clear();
        setLayout(base, {});
        setOrder(base, {&schedules().front(), 1});
        return base;
    };
    return plain(a) == plain(b);
}

LayoutSpace::LayoutSpace(const Scenario &now) : m_base(withoutShape(now))
{
    const std::int64_t devices = now.cluster.devices;
    const std::vector<std::int64_t> divisors = divisorsOf(std::max<std::int64_t>(1, devices));
    const TransformerSpec *spec = now.model.transformer();
    const std::int64_t experts = spec ? std::max<std::int64_t>(1, spec->experts) : 1;
    for (const std::int64_t tensor : divisors) {
        for (const std::int64_t pipeline : divisors) {
            for (const std::int64_t context : divisors) {
                const std::int64_t group = tensor * pipeline * context;
                if (devices % group != 0)
                    continue;
                for (const std::int64_t expert : divisorsOf(experts))
                    addDegrees({.data = static_cast<int>(devices / group),
                                .tensor = static_cast<int>(tensor),
                                .pipeline = static_cast<int>(pipeline),
                                .context = static_cast<int>(context),
                                .expert = static_cast<int>(expert)});
            }
        }
    }
    m_families.push_back(m_layouts.size());
    setOrder(m_base, {&schedules().front(), 1});
}

void LayoutSpace::addDegrees(const Layout &degrees)
{
    const bool trains = m_base.training.pass == Pass::Training;
    const bool copies = degrees.data * degrees.context > 1;
    for (const std::int64_t microBatch : divisorsOf(m_base.training.globalBatch)) {
        Layout layout = degrees;
        layout.microBatch = microBatch;
        setLayout(m_base, layout);
        if (!hasAnyOrder(m_base))
            continue;
        m_families.push_back(m_layouts.size());
        for (const Sharding sharding :
             {Sharding::None, Sharding::Zero1, Sharding::Zero2, Sharding::Zero3}) {
            for (const Recompute recompute :
                 {Recompute::None, Recompute::Selective, Recompute::Full}) {
                for (const bool sequenceParallel : {false, true}) {
                    if ((sharding != Sharding::None && !copies) ||
                        (recompute != Recompute::None && !trains) ||
                        (sequenceParallel && (degrees.tensor == 1 || !m_base.model.transformer())))
                        continue;
                    layout.sharding = sharding;
                    layout.recompute = recompute;
                    layout.sequenceParallel = sequenceParallel;
                    m_layouts.push_back(layout);
                }
            }
        }
    }
}

std::vector<OrderChoice> LayoutSpace::ordersOf(Scenario &scenario)
{
    std::vector<OrderChoice> orders;
    for (const ScheduleEntry &entry : schedules()) {
        if (!isSearched(entry))
            continue;
        const int most = mostChunks(scenario, entry);
        for (int chunks = entry.chunks.least; chunks <= most; ++chunks) {
            if (!isLayoutValid(scenario, {&entry, chunks}))
                break; // more chunks are more stages
            orders.push_back({&entry, chunks});
        }
    }
    if (orders.empty())
        return orders;
    // Of orders that are as good, the first is taken: the usual one, which one stage has as well.
    std::ranges::stable_partition(orders, [](const OrderChoice &order) {
        return order.entry->id == ParallelSpec{}.schedule;
    });
    setOrder(scenario, orders.front());
    if (firstComplaint(scenario)) // about something else than the order
        orders.clear();
    return orders;
}

Scenario LayoutSpace::scenarioOf(const Layout &layout, const OrderChoice &order) const
{
    Scenario scenario = m_base;
    setLayout(scenario, layout);
    setOrder(scenario, order);
    return scenario;
}

} // namespace core
