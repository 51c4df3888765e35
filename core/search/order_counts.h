// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/for_each.h"
#include "core/search/layout_space.h"

#include <cstdint>
#include <map>
#include <stop_token>
#include <tuple>
#include <vector>

namespace core {

// Which orders each layout of a space has (LayoutSpace::ordersOf()). The checks that are asked
// for them see of tensor, context and expert degrees only whether there are any once these fit the
// model, of recomputation whether there is any, and nothing of groups: layouts that are alike in
// that are asked of once.
class OrderCounts
{
public:
    OrderCounts() = default;
    // After a stop request: not of all of them.
    OrderCounts(const LayoutSpace &space, const ForEach &forEach, const std::stop_token &stop);

    [[nodiscard]] const std::vector<OrderChoice> &of(const Layout &layout) const;
    [[nodiscard]] std::int64_t all() const { return m_all; }

private:
    using Key = std::tuple<int, int, std::int64_t, Sharding, bool, bool, bool, bool>;
    [[nodiscard]] static Key keyOf(const Layout &layout);

    std::map<Key, std::vector<OrderChoice>> m_orders;
    std::int64_t m_all = 0;
};

} // namespace core
