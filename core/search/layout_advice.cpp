// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_advice.h"

#include "core/scenario/edits.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace core {
namespace {

LayoutIdea ideaOf(const LayoutSpace &space, const LayoutPoint &point)
{
    return {space.scenarioOf(point.layout, point.order), point.step, point.memory};
}

// The scenario itself may have what the space leaves out, and be the best for that.
std::optional<LayoutIdea> bestWithin(Bytes limit, const Scenario &now,
                                     const std::optional<LayoutPrice> &price,
                                     std::optional<LayoutIdea> found)
{
    if (!price || !price->ends || price->memory > limit)
        return found;
    const LayoutIdea asItIs = {now, price->step, price->memory};
    const auto rank = [](const LayoutIdea &each) { return std::pair(each.step, each.memory); };
    return !found || rank(asItIs) < rank(*found) ? asItIs : found;
}

Bytes limitOf(const Scenario &now, const AdviceOptions &options)
{
    return now.cluster.device.memory - options.keepFree;
}

constexpr std::int64_t kMostDevicesTried = 1024;
constexpr std::int64_t kMostTimesTried = 64;

// One layout that fits is enough.
bool fitsSomehow(const Scenario &scenario, const AdviceOptions &options,
                 const std::function<void()> &tell)
{
    std::stop_source enough;
    const std::stop_callback ended(options.stop, [&enough] { enough.request_stop(); });
    AdviceOptions search = options;
    search.most = 1;
    search.stop = enough.get_token();
    search.looked = {};
    search.told = [&](const LayoutAdvice &advice) {
        if (advice.ideas.empty())
            tell();
        else
            enough.request_stop();
    };
    return !adviseLayouts(scenario, search).ideas.empty();
}

} // namespace

LayoutAdvice adviseLayouts(const Scenario &now, const AdviceOptions &options)
{
    LayoutAdvice advice;
    advice.held = options.held;
    advice.limit = limitOf(now, options);
    if (const Result<LayoutPrice> price = priceLayout(now))
        advice.now = price.value();
    std::vector<LayoutIdea> proved;
    LayoutSearch *running = nullptr;
    Bytes limit = advice.limit;
    const auto bestOf = [&](const SearchState &state) {
        std::optional<LayoutIdea> found;
        if (state.best)
            found = ideaOf(running->space(), *state.best);
        return bestWithin(limit, now, advice.now, std::move(found));
    };
    const auto told = [&](const SearchState &state) {
        advice.ideas = proved;
        if (std::optional<LayoutIdea> best = bestOf(state))
            advice.ideas.push_back(std::move(*best));
        advice.counts = state.counts;
        if (proved.empty() && !advice.ideas.empty())
            advice.bound = std::min(state.bound, advice.ideas.front().step);
        if (options.told)
            options.told(advice);
    };
    LayoutSearch search(now, {.held = options.held,
                              .forEach = options.forEach,
                              .stop = options.stop,
                              .told = told,
                              .looked = options.looked});
    running = &search;
    const double step = kWorthFreeing * static_cast<double>(now.cluster.device.memory.count);
    bool complete = true;
    for (int i = 0; i < options.most && complete; ++i) {
        const SearchState &state = search.fastestWithin(limit);
        complete = state.complete;
        std::optional<LayoutIdea> best = bestOf(state);
        if (!best)
            break;
        proved.push_back(std::move(*best));
        advice.proved += complete ? 1 : 0;
        limit = proved.back().memory - bytesFrom(step);
    }
    advice.ideas = proved;
    advice.complete = complete;
    // Without a layout that fits, a bound can only have ruled out what is too large.
    if (complete && proved.empty())
        advice.counts.doNotFit += advice.counts.ruledOut();
    return advice;
}

void askDevicesNeeded(LayoutAdvice &advice, const Scenario &now, const AdviceOptions &options)
{
    if (!advice.complete || !advice.ideas.empty())
        return;
    const auto tell = [&] {
        if (options.told)
            options.told(advice);
    };
    const std::int64_t asMany = now.cluster.devices;
    const std::int64_t most = std::min(kMostDevicesTried, kMostTimesTried * asMany);
    for (std::int64_t devices = 2 * asMany; devices <= most; devices *= 2) {
        const Scenario grown = withDevices(now, static_cast<int>(devices));
        if (grown.cluster.devices != devices)
            continue;
        advice.devicesTried = static_cast<int>(devices);
        tell();
        if (fitsSomehow(grown, options, tell))
            advice.devicesNeeded = advice.devicesTried;
        if (options.stop.stop_requested())
            return;
        if (advice.devicesNeeded)
            break;
    }
    advice.devicesKnown = true;
}

void askOtherOffload(LayoutAdvice &advice, const Scenario &now, const AdviceOptions &options)
{
    const bool offloads = now.parallel.offloadOptimizer;
    const bool isAsked = offloads || advice.ideas.empty();
    if (!advice.complete || !isAsked || advice.otherOffload || now.train ||
        now.training.pass != Pass::Training)
        return;
    Scenario other = now;
    other.parallel.offloadOptimizer = !offloads;
    AdviceOptions search = options;
    search.most = 1;
    search.looked = {};
    search.told = {};
    LayoutAdvice found = adviseLayouts(other, search);
    if (!found.complete)
        return;
    advice.otherOffload = !offloads;
    if (!found.ideas.empty())
        advice.ofOtherOffload = std::move(found.ideas.front());
}

void askBeyond(LayoutAdvice &advice, const Scenario &now, const AdviceOptions &options)
{
    askOtherOffload(advice, now, options);
    askDevicesNeeded(advice, now, options);
}

} // namespace core
