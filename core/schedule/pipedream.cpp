// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/virtual_operations.h"

namespace core {
namespace {

// 1F1B without a flush: every backward updates the weights of its stage at once, and a
// micro-batch comes back to the version of them that it went forward with (SOSP 2019).
Result<ScheduleOrder> makePipedream(const ScheduleShape &shape)
{
    Result<ScheduleOrder> order = makeVirtualOrder("pipedream", shape, {.warmUpPerRank = 1});
    if (order)
        order.value().asynchronous = true;
    return order;
}

} // namespace

namespace rows {
extern const ScheduleEntry pipedream;
const ScheduleEntry pipedream = {
    .id = "pipedream",
    .title = "PipeDream",
    .vectorName = "pipedream",
    .trade = "no bubble once full, but stale weights, kept in several versions",
    .family = ScheduleFamily::Asynchronous,
    .make = makePipedream,
};
} // namespace rows
} // namespace core
