// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_price.h"

#include "core/analysis/metrics.h"
#include "core/base/text.h"
#include "core/sim/finish.h"
#include "core/sim/idle_attribution.h"
#include "core/sim/simulate.h"

#include <algorithm>
#include <new>

namespace core {

namespace {

Result<LayoutPrice> tryToPrice(const Scenario &scenario)
{
    const Result<Plan> made = makePlan(scenario);
    if (!made)
        return made.error();
    const Plan &plan = made.value();
    LayoutPrice price;
    for (const RowPlan &row : plan.rows)
        price.memory = std::max(price.memory, row.peak.total());
    price.fits = plan.fits;
    if (!plan.fits)
        return price;
    if (plan.postValidation || !scenario.faults.links.empty()) {
        const Metrics metrics = measure(scenario, plan, simulate(plan));
        price.ends = metrics.completed;
        price.step = metrics.completed ? metrics.step : Nanos{};
        return price;
    }
    price.ends = true;
    price.step = {finishStep(plan, runQuietly(plan, {}), {}).stop};
    return price;
}

} // namespace

Result<LayoutPrice> priceLayout(const Scenario &scenario)
{
    try {
        return tryToPrice(scenario);
    } catch (const std::bad_alloc &) {
        return Error{"There is not enough memory on this machine to simulate " +
                     figureOfCount(microBatchCount(scenario)) + " micro-batches."};
    }
}

} // namespace core
