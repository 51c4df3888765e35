// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_space.h"

#include "core/plan/partition.h"
#include "core/scenario/constraints.h"
#include "core/scenario/way_out.h"
#include "core/search/held_parts.h"

#include <algorithm>
#include <tuple>

namespace core {
namespace {

constexpr int kMostLighter = 2; // layers

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

// More chunks are more stages, so none are valid behind the first that are not. Less than the
// least: there are none.
int mostValidChunks(Scenario &scenario, const ScheduleEntry &entry)
{
    int valid = entry.chunks.least - 1;
    int refused = std::max(valid, mostChunks(scenario, entry)) + 1;
    for (int asked = entry.chunks.least; refused - valid > 1; asked = (valid + refused) / 2)
        (isLayoutValid(scenario, {&entry, asked}) ? valid : refused) = asked;
    return valid;
}

// Whether the last stage can have so many layers fewer, and has not with fewer than that. As even
// as possible the stages at the ends are the short ones, the last one first: where a layer more
// would make all alike, the last has one fewer already.
bool canBeLighter(std::int64_t layers, std::int64_t stages, int lighter)
{
    const std::int64_t shared = layers + lighter;
    return shared % stages != 0 && shared / stages > lighter;
}

// The same orders with lighter last stages, behind them: what is as good is cut evenly.
void addLighter(std::vector<OrderChoice> &orders, const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.pipeline == 1 || !scenario.model.transformer())
        return;
    const std::size_t even = orders.size();
    for (std::size_t i = 0; i < even; ++i) {
        OrderChoice order = orders[i];
        if (order.entry->searched) // takes as long as all others, and for unequal stages too
            continue;
        const int stages = stageCount(order.entry->placement, parallel.pipeline, order.chunks);
        for (order.lighter = 1; order.lighter <= kMostLighter; ++order.lighter) {
            if (canBeLighter(scenario.model.layerCount(), stages, order.lighter))
                orders.push_back(order);
        }
    }
}

// With no more chunks than a schedule usually has; more of them are asked for later.
bool hasAnyOrder(Scenario &scenario)
{
    return std::ranges::any_of(schedules(), [&scenario](const ScheduleEntry &entry) {
        return isSearched(entry) && entry.chunks.least <= mostChunks(scenario, entry) &&
               isLayoutValid(scenario, {&entry, entry.chunks.least});
    });
}

// PyTorch's, whose tensor partners are others than those that are usual with ZeRO 2.
Framework namedIn(const ParallelSpec &parallel)
{
    return parallel.framework == Framework::PyTorch ? Framework::PyTorch : Framework::Usual;
}

} // namespace

bool Layout::operator==(const Layout &other) const
{
    const auto parts = [](const Layout &layout) {
        return std::tie(layout.data, layout.tensor, layout.pipeline, layout.context, layout.expert,
                        layout.sharding, layout.shardingGroup, layout.recompute,
                        layout.sequenceParallel, layout.microBatch);
    };
    return parts(*this) == parts(other);
}

Layout layoutOf(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    return {.data = parallel.data,
            .tensor = parallel.tensor,
            .pipeline = parallel.pipeline,
            .context = parallel.context,
            .expert = parallel.expert,
            .sharding = parallel.sharding,
            .shardingGroup = sharesInGroups(scenario) ? sharersOf(scenario) : 0,
            .recompute = scenario.training.recompute,
            .sequenceParallel = parallel.sequenceParallel,
            .microBatch = scenario.training.microBatch,
            .named = namedIn(parallel)};
}

void shareStatesAs(ParallelSpec &parallel, Sharding sharding, Framework named)
{
    shareStates(parallel, sharding);
    if (named != Framework::Usual)
        parallel.framework = named;
}

void setLayout(Scenario &scenario, const Layout &layout)
{
    ParallelSpec &parallel = scenario.parallel;
    parallel.data = layout.data;
    parallel.tensor = layout.tensor;
    parallel.pipeline = layout.pipeline;
    parallel.context = layout.context;
    parallel.expert = layout.expert;
    shareStatesAs(parallel, layout.sharding, layout.named);
    parallel.shardingGroup = layout.shardingGroup;
    parallel.sequenceParallel = layout.sequenceParallel;
    scenario.training.recompute = layout.recompute;
    scenario.training.microBatch = layout.microBatch;
}

OrderChoice orderOf(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    OrderChoice order = {findSchedule(parallel.schedule), parallel.chunks};
    const std::int64_t layers = scenario.model.layerCount();
    const int stages = stagesOf(parallel);
    for (int lighter = 1; !parallel.partition.empty() && lighter <= kMostLighter; ++lighter) {
        if (canBeLighter(layers, stages, lighter) &&
            parallel.partition == lighterLastStage(layers, stages, lighter))
            order.lighter = lighter;
    }
    return order;
}

void setOrder(Scenario &scenario, const OrderChoice &order)
{
    ParallelSpec &parallel = scenario.parallel;
    parallel.schedule = order.entry->id;
    parallel.chunks = order.chunks;
    parallel.partition.clear();
    if (order.lighter > 0)
        parallel.partition =
            lighterLastStage(scenario.model.layerCount(), stagesOf(parallel), order.lighter);
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

bool haveSameLayouts(const Scenario &a, const Scenario &b, const HeldParts &held)
{
    const auto plain = [](const Scenario &scenario) {
        Scenario base = withoutShape(scenario);
        base.title.clear();
        setLayout(base, {});
        setOrder(base, {&schedules().front(), 1});
        return base;
    };
    return plain(a) == plain(b) && isHeldIn(held, layoutOf(a), layoutOf(b)) &&
           isHeldIn(held, orderOf(a), orderOf(b));
}

LayoutSpace::LayoutSpace(const Scenario &now, const HeldParts &held)
    : m_base(withoutShape(now)), m_held(held), m_now(layoutOf(now)), m_orderNow(orderOf(now))
{
    if (now.training.pass != Pass::Training)
        m_now.recompute = Recompute::None; // as all layouts of a forward pass
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
                                .expert = static_cast<int>(expert),
                                .named = m_now.named});
            }
        }
    }
    setOrder(m_base, {&schedules().front(), 1});
}

void LayoutSpace::addDegrees(const Layout &degrees)
{
    const std::int64_t batch = m_base.training.globalBatch;
    setLayout(m_base, degrees);
    if (batch % degrees.data != 0 || problemWithDegreesAlone(m_base))
        return;
    Layout asNow = degrees; // where layouts of a family differ, as held
    asNow.sharding = m_now.sharding;
    asNow.recompute = m_now.recompute;
    asNow.sequenceParallel = m_now.sequenceParallel;
    for (const std::int64_t microBatch : divisorsOf(batch / degrees.data)) { // all that are whole
        asNow.microBatch = microBatch;
        if (!has(asNow))
            continue;
        Layout layout = degrees;
        layout.microBatch = microBatch;
        setLayout(m_base, layout);
        if (hasAnyOrder(m_base))
            m_families.push_back(layout);
    }
}

// All copies, and those of one node where there are more: neighbours divide the states, and hold
// all experts.
std::vector<int> LayoutSpace::shardingGroups(const Layout &family) const
{
    const int copies = family.data * family.context;
    const int inNode = m_base.cluster.devicesPerNode / family.tensor / family.expert;
    const auto group =
        static_cast<int>(family.expert * divisorUpTo(copies / family.expert, inNode));
    if (m_base.train || inNode < 1 || group <= 1 || group >= copies)
        return {0};
    return {0, group};
}

std::vector<Layout> LayoutSpace::layoutsOf(const Layout &family) const
{
    const bool trains = m_base.training.pass == Pass::Training;
    const bool streams = family.tensor > 1 && m_base.model.transformer();
    std::vector<Layout> layouts;
    const auto add = [&](Layout layout) {
        for (const Recompute recompute : {Recompute::None, Recompute::Selective, Recompute::Full}) {
            for (const bool sequence : {false, true}) {
                if ((recompute != Recompute::None && !trains) || (sequence && !streams))
                    continue;
                layout.recompute = recompute;
                layout.sequenceParallel = sequence;
                if (has(layout))
                    layouts.push_back(layout);
            }
        }
    };
    add(family);
    if (family.data * family.context == 1)
        return layouts;
    const std::vector<int> groups = shardingGroups(family);
    for (const Sharding sharding : {Sharding::Zero1, Sharding::Zero2, Sharding::Zero3}) {
        for (const int group : groups) {
            Layout layout = family;
            layout.sharding = sharding;
            layout.shardingGroup = group;
            add(layout);
        }
    }
    return layouts;
}

std::vector<Layout> LayoutSpace::layouts() const
{
    std::vector<Layout> all;
    for (const Layout &family : m_families) {
        const std::vector<Layout> layouts = layoutsOf(family);
        all.insert(all.end(), layouts.begin(), layouts.end());
    }
    return all;
}

std::vector<OrderChoice> LayoutSpace::ordersOf(Scenario &scenario)
{
    std::vector<OrderChoice> orders;
    for (const ScheduleEntry &entry : schedules()) {
        if (!isSearched(entry))
            continue;
        const int most = mostValidChunks(scenario, entry);
        for (int chunks = entry.chunks.least; chunks <= most; ++chunks)
            orders.push_back({&entry, chunks});
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
    addLighter(orders, scenario);
    return orders;
}

bool LayoutSpace::has(const Layout &layout) const
{
    return isHeldIn(m_held, layout, m_now);
}

bool LayoutSpace::has(const OrderChoice &order) const
{
    return isHeldIn(m_held, order, m_orderNow);
}

Scenario LayoutSpace::scenarioOf(const Layout &layout, const OrderChoice &order) const
{
    Scenario scenario = m_base;
    setLayout(scenario, layout);
    setOrder(scenario, order);
    return scenario;
}

} // namespace core
