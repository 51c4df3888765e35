// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_advice.h"

namespace core {
namespace {

LayoutIdea ideaOf(const LayoutSpace &space, const LayoutPoint &point)
{
    return {space.scenarioOf(point.layout, point.order), point.step, point.memory};
}

} // namespace

LayoutAdvice adviseLayouts(const Scenario &now, const AdviceOptions &options)
{
    LayoutAdvice advice;
    if (const Result<LayoutPrice> price = priceLayout(now))
        advice.now = price.value();
    std::vector<LayoutIdea> proved;
    LayoutSearch *running = nullptr;
    const auto told = [&](const SearchState &state) {
        advice.ideas = proved;
        if (state.best)
            advice.ideas.push_back(ideaOf(running->space(), *state.best));
        advice.counts = state.counts;
        if (proved.empty())
            advice.bound = state.bound;
        if (options.told)
            options.told(advice);
    };
    LayoutSearch search(now, {.forEach = options.forEach, .stop = options.stop, .told = told});
    running = &search;
    const double step = kWorthFreeing * static_cast<double>(now.cluster.device.memory.count);
    Bytes limit = now.cluster.device.memory;
    bool complete = true;
    for (int i = 0; i < options.most && complete; ++i) {
        const SearchState &state = search.fastestWithin(limit);
        complete = state.complete;
        if (!state.best)
            break;
        proved.push_back(ideaOf(search.space(), *state.best));
        limit = state.best->memory - bytesFrom(step);
    }
    advice.ideas = proved;
    advice.complete = complete;
    return advice;
}

} // namespace core
