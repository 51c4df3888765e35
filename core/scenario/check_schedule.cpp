// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/similar_names.h"
#include "core/base/text.h"
#include "core/scenario/bounds.h"
#include "core/scenario/check.h"
#include "core/scenario/edit_schedule.h"
#include "core/scenario/way_out.h"
#include "core/schedule/validate_order.h"

#include <algorithm>

namespace core {
namespace {

using Found = std::optional<Problem>;

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

Found problemWithChunks(const Scenario &scenario, const ScheduleEntry &entry)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int nearest = std::clamp(parallel.chunks, entry.chunks.least, entry.chunks.most);
    if (parallel.chunks == nearest)
        return {};
    return Problem{"parallel.chunks",
                   chunksText(entry) + ", but chunks is " + text(parallel.chunks),
                   {scenario}};
}

Found problemWithOptions(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (!isWithin(boundOf("parallel.sharding_group"), parallel.shardingGroup))
        return Problem{"parallel.sharding_group",
                       "sharding_group is " + text(parallel.shardingGroup) +
                           ", but a group has from 1 to " + text(kMaxDevices) +
                           " replicas; leave it out to share among all of them"};
    if (!isWithin(boundOf("parallel.secondary_group"), parallel.secondaryGroup))
        return Problem{"parallel.secondary_group",
                       "secondary_group is " + text(parallel.secondaryGroup) +
                           ", but a group has from 1 to " + text(kMaxDevices) +
                           " replicas; leave it out for weights that are there once"};
    if (parallel.offloadOptimizer && scenario.train)
        return Problem{"parallel.offload_optimizer",
                       "offload_optimizer is true, but a network that is trained here has no other "
                       "memory than its own; leave it out"};
    if (!isWithin(boundOf("parallel.group"), parallel.group))
        return Problem{"parallel.group",
                       "group is " + text(parallel.group) +
                           ", but must be at least 1; leave it out for the default"};
    if (!isWithin(boundOf("parallel.memory_limit"), parallel.memoryLimit))
        return Problem{"parallel.memory_limit",
                       "memory_limit is " + figureOfNumber(parallel.memoryLimit) +
                           ", but must be a number of micro-batches of at least 1; leave it out "
                           "for as many as there are ranks"};
    if (!isWithin(boundOf("parallel.pair"), parallel.pairFactor))
        return Problem{"parallel.pair", "pair is " + figureOfNumber(parallel.pairFactor) +
                                            ", but must be \"sum\", \"max\" or a factor of the "
                                            "sum from 0 to 1"};
    return {};
}

// "1 rank", "4 ranks", "8 micro-batches"
std::string counted(std::int64_t number, const std::string &what)
{
    const char *plural = what.ends_with("ch") ? "es" : "s";
    return text(number) + ' ' + what + (number == 1 ? "" : plural);
}

std::string nameOf(const OwnSchedule &own)
{
    return own.title.empty() ? "The schedule" : "The schedule \"" + own.title + '"';
}

} // namespace

std::optional<Problem> problemWithSchedule(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.schedule == kOwnSchedule && !parallel.own.order)
        return Problem{"parallel.schedule", "A custom schedule needs its ranks: give \"schedule\": "
                                            "{ \"ranks\": [\"0F0 0B0\", \"1F0 1B0\"] }"};
    if (parallel.schedule == kOwnSchedule)
        return problemWithOptions(scenario);
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (!entry) {
        std::vector<std::string> known;
        std::vector<std::string_view> ids;
        for (const ScheduleEntry &each : schedules()) {
            known.push_back(std::string(each.id));
            ids.push_back(each.id);
        }
        const std::string_view like = nearest(parallel.schedule, ids);
        return Problem{"parallel.schedule",
                       "The schedule \"" + parallel.schedule + "\" is not known: " +
                           (like.empty() ? "choose from "
                                         : "perhaps \"" + std::string(like) + "\" is meant, of ") +
                           joinWithAnd(known)};
    }
    if (needsOneReplica(parallel) && parallel.data > 1)
        return Problem{"parallel.data",
                       std::string(entry->title) +
                           " updates its weights after every backward, so replicas would diverge, "
                           "but data is " +
                           text(parallel.data),
                       {scenario}};
    if (Found found = problemWithChunks(scenario, *entry))
        return found;
    return problemWithOptions(scenario);
}

std::optional<Problem> problemWithOwnOrder(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.schedule != kOwnSchedule)
        return {};
    const ScheduleOrder &order = *parallel.own.order;
    const std::string name = nameOf(parallel.own);
    if (order.ranks != parallel.pipeline)
        return Problem{"parallel.pipeline",
                       name + " is written for " + counted(order.ranks, "rank") +
                           ", but pipeline is " + text(parallel.pipeline),
                       {scenario}};
    const std::int64_t count = microBatchCount(scenario);
    if (order.microBatches != count)
        return Problem{"training.global_batch",
                       name + " is written for " + counted(order.microBatches, "micro-batch") +
                           ", but the batch makes " + text(count),
                       {scenario}};
    const OrderErrors errors = validateOrder(order, 1);
    if (errors.none())
        return {};
    return Problem{"parallel.schedule",
                   name + " cannot run: " + errors.listed.front().message +
                       (errors.count > 1 ? " There are " + text(errors.count - 1) +
                                               " more errors: see \"parallarium check\"."
                                         : "")};
}

} // namespace core
