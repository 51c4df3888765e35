// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/layout_words.h"

#include "core/base/text.h"
#include "core/search/layout_space.h"

#include <functional>

namespace core {
namespace {

std::string orderText(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    const bool counts = entry && entry->chunks.least < entry->chunks.most && parallel.chunks > 1;
    return scheduleTitle(parallel) +
           (counts ? " with " + figureOfCount(parallel.chunks) + " chunks" : "");
}

std::string lastStageText(const Scenario &scenario)
{
    const int lighter = orderOf(scenario).lighter;
    if (lighter > 0)
        return "last stage " + figureOfCount(lighter) +
               (lighter == 1 ? " layer lighter" : " layers lighter");
    return scenario.parallel.partition.empty() ? "even stages" : "a partition of its own";
}

std::string shardingText(const Scenario &scenario)
{
    constexpr const char *names[] = {"no sharding", "ZeRO-1", "ZeRO-2", "ZeRO-3"};
    const std::string name = names[static_cast<std::size_t>(scenario.parallel.sharding)];
    return sharesInGroups(scenario) ? name + " in groups of " + figureOfCount(sharersOf(scenario))
                                    : name;
}

std::string recomputeText(const Scenario &scenario)
{
    constexpr const char *names[] = {"no recomputation", "selective recomputation",
                                     "full recomputation"};
    return names[static_cast<std::size_t>(scenario.training.recompute)];
}

bool splitsSequence(const Scenario &scenario)
{
    return scenario.parallel.sequenceParallel && scenario.parallel.tensor > 1;
}

using Degree = int ParallelSpec::*;
constexpr std::pair<const char *, Degree> kDegrees[] = {{"data", &ParallelSpec::data},
                                                        {"tensor", &ParallelSpec::tensor},
                                                        {"pipeline", &ParallelSpec::pipeline},
                                                        {"context", &ParallelSpec::context},
                                                        {"expert", &ParallelSpec::expert}};

} // namespace

std::string layoutText(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    std::string text;
    for (const auto &[name, degree] : kDegrees) {
        const bool shown = degree == &ParallelSpec::data || parallel.*degree > 1;
        if (shown)
            text += (text.empty() ? "" : " x ") + std::string(name) + ' ' +
                    figureOfCount(parallel.*degree);
    }
    const bool usual = parallel.schedule == ParallelSpec{}.schedule;
    if (parallel.pipeline > 1 || !usual)
        text += ", " + orderText(scenario);
    if (!parallel.partition.empty())
        text += ", " + lastStageText(scenario);
    if (parallel.sharding != Sharding::None)
        text += ", " + shardingText(scenario);
    text += ", micro-batches of " + figureOfCount(scenario.training.microBatch);
    if (scenario.training.recompute != Recompute::None)
        text += ", " + recomputeText(scenario);
    if (splitsSequence(scenario))
        text += ", sequence parallel";
    return text;
}

std::vector<std::string> keptByLayouts(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    std::vector<std::string> kept;
    if (parallel.offloadOptimizer)
        kept.push_back("the optimizer in host memory");
    if (parallel.secondaryGroup > 0)
        kept.push_back("a second copy of the weights in groups of " +
                       figureOfCount(parallel.secondaryGroup));
    if (scenario.model.transformer() && !scenario.train)
        kept.push_back(runsOnPyTorch(parallel) ? "kernels of PyTorch" : "kernels of Megatron-LM");
    return kept;
}

std::vector<std::string> layoutChanges(const Scenario &now, const Scenario &then)
{
    std::vector<std::string> changes;
    const auto change = [&changes](const std::string &what, const std::string &was,
                                   const std::string &is) {
        if (was != is)
            changes.push_back(what + was + " to " + is);
    };
    for (const auto &[name, degree] : kDegrees)
        change(std::string(name) + ' ', figureOfCount(now.parallel.*degree),
               figureOfCount(then.parallel.*degree));
    for (const auto text : {orderText, lastStageText, shardingText, recomputeText})
        change("", text(now), text(then));
    change("sequence parallelism ", splitsSequence(now) ? "on" : "off",
           splitsSequence(then) ? "on" : "off");
    change("micro-batches of ", figureOfCount(now.training.microBatch),
           figureOfCount(then.training.microBatch));
    return changes;
}

} // namespace core
