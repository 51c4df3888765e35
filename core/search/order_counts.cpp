// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/order_counts.h"

#include <utility>
#include <vector>

namespace core {

void forEachInTurn(std::size_t count, const std::function<void(std::size_t)> &work)
{
    for (std::size_t i = 0; i < count; ++i)
        work(i);
}

OrderCounts::OrderCounts(const LayoutSpace &space, const ForEach &forEach,
                         const std::stop_token &stop)
{
    struct Kind
    {
        Layout layout;
        std::int64_t layouts = 0;
        std::vector<OrderChoice> *orders = nullptr;
    };
    std::map<Key, Kind> kinds;
    for (const Layout &family : space.families()) {
        for (const Layout &layout : space.layoutsOf(family)) {
            Kind &kind = kinds.try_emplace(keyOf(layout), Kind{.layout = layout}).first->second;
            ++kind.layouts;
        }
    }
    std::vector<Kind *> list;
    for (auto &[key, kind] : kinds) {
        kind.orders = &m_orders[key];
        list.push_back(&kind);
    }
    forEach(list.size(), [&](std::size_t i) {
        if (stop.stop_requested())
            return;
        Scenario scenario = space.base();
        setLayout(scenario, list[i]->layout);
        *list[i]->orders = LayoutSpace::ordersOf(scenario);
        std::erase_if(*list[i]->orders,
                      [&space](const OrderChoice &order) { return !space.has(order); });
    });
    for (const Kind *kind : list)
        m_all += kind->layouts * static_cast<std::int64_t>(kind->orders->size());
}

OrderCounts::Key OrderCounts::keyOf(const Layout &layout)
{
    return {layout.data,       layout.pipeline,
            layout.microBatch, layout.sharding,
            layout.tensor > 1, layout.context > 1,
            layout.expert > 1, layout.recompute != Recompute::None};
}

const std::vector<OrderChoice> &OrderCounts::of(const Layout &layout) const
{
    static const std::vector<OrderChoice> none;
    const auto found = m_orders.find(keyOf(layout));
    return found == m_orders.end() ? none : found->second;
}

} // namespace core
