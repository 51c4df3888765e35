// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/answer/schedule_request.h"

#include "core/io/schedule/costs_text.h"
#include "core/schedule/recompute.h"

#include <chrono>

namespace core {
namespace {

Nanos now()
{
    const auto since = std::chrono::steady_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::nanoseconds>(since).count()};
}

} // namespace

Result<ScheduleReport> scheduleRequested(const ScheduleRequest &request)
{
    const Result<UnitCosts> costs =
        costsFromText({.costs = request.costs, .hop = request.hop, .pair = request.pair});
    if (!costs)
        return costs.error();
    ScheduleShape shape = request.shape;
    if (const auto unused = unusedOptions(request.name, shape); !unused.empty())
        return Error{unused.front()};
    shape.costs = costs.value();
    const Nanos begin = now();
    Result<ScheduleOrder> order = makeOrder(request.name, shape);
    if (!order)
        return order.error();
    if (request.recompute)
        order = withRecompute(std::move(order).value());
    const Nanos made = now();
    const Result<Evaluation> evaluation = evaluate(order.value(), costs.value());
    if (!evaluation)
        return evaluation.error();
    ScheduleReport report{.order = std::move(order).value(),
                          .evaluations = {{{}, costs.value(), evaluation.value()}},
                          .peaks = {},
                          .generate = made - begin,
                          .evaluate = now() - made};
    report.peaks = peakActivations(report.order);
    return report;
}

} // namespace core
