// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/scenario/check.h"
#include "core/schedule/validate_order.h"

#include <algorithm>

namespace core {
namespace {

using Found = std::optional<Complaint>;

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

Found complaintAboutChunks(const Scenario &scenario, const ScheduleEntry &entry)
{
    const ParallelSpec &parallel = scenario.parallel;
    const int nearest = std::clamp(parallel.chunks, entry.chunks.least, entry.chunks.most);
    if (parallel.chunks == nearest)
        return {};
    return Complaint{"parallel.chunks", chunksText(entry) + "; set chunks to " + text(nearest) +
                                            " (it is " + text(parallel.chunks) + ")."};
}

Found complaintAboutOptions(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.group < 0)
        return Complaint{"parallel.group", "group is " + text(parallel.group) +
                                               ", but must be at least 1; leave it out for the "
                                               "usual number."};
    if (!(parallel.memoryLimit >= 0 && parallel.memoryLimit <= static_cast<double>(kMaxSamples)))
        return Complaint{"parallel.memory_limit",
                         "memory_limit is " + figureOfNumber(parallel.memoryLimit) +
                             ", but must be a number of micro-batches of at least 1; leave it out "
                             "for as many as there are ranks."};
    if (!(parallel.pairFactor >= 0 && parallel.pairFactor <= 1))
        return Complaint{"parallel.pair", "pair is " + figureOfNumber(parallel.pairFactor) +
                                              ", but must be \"sum\", \"max\" or a factor of the "
                                              "sum from 0 to 1."};
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

std::optional<Complaint> complaintAboutSchedule(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.schedule == kOwnSchedule && !parallel.own.order)
        return Complaint{"parallel.schedule",
                         "A schedule of your own needs its ranks: give \"schedule\": { \"ranks\": "
                         "[\"0F0 0B0\", \"1F0 1B0\"] }."};
    if (parallel.schedule == kOwnSchedule)
        return complaintAboutOptions(scenario);
    const ScheduleEntry *entry = findSchedule(parallel.schedule);
    if (!entry) {
        std::vector<std::string> known;
        for (const ScheduleEntry &each : schedules())
            known.push_back(std::string(each.id));
        return Complaint{"parallel.schedule", "The schedule \"" + parallel.schedule +
                                                  "\" is not known: choose from " +
                                                  joinWithAnd(known) + "."};
    }
    if (entry->family == ScheduleFamily::Asynchronous && parallel.data > 1)
        return Complaint{"parallel.data", std::string(entry->title) +
                                              " updates its weights after every backward, so "
                                              "replicas would never agree: set data to 1 (it is " +
                                              text(parallel.data) + ")."};
    if (Found found = complaintAboutChunks(scenario, *entry))
        return found;
    return complaintAboutOptions(scenario);
}

std::optional<Complaint> complaintAboutOwnOrder(const Scenario &scenario)
{
    const ParallelSpec &parallel = scenario.parallel;
    if (parallel.schedule != kOwnSchedule)
        return {};
    const ScheduleOrder &order = *parallel.own.order;
    const std::string name = nameOf(parallel.own);
    if (order.ranks != parallel.pipeline)
        return Complaint{"parallel.pipeline", name + " is written for " +
                                                  counted(order.ranks, "rank") +
                                                  ": set pipeline to " + text(order.ranks) +
                                                  " (it is " + text(parallel.pipeline) + ")."};
    const std::int64_t count = microBatchCount(scenario);
    if (order.microBatches != count)
        return Complaint{"training.global_batch",
                         name + " is written for " + counted(order.microBatches, "micro-batch") +
                             ", but the batch makes " + text(count) + ": set global_batch to " +
                             text(static_cast<std::int64_t>(order.microBatches) * parallel.data *
                                  scenario.training.microBatch) +
                             "."};
    const OrderErrors errors = validateOrder(order, 1);
    if (errors.none())
        return {};
    return Complaint{"parallel.schedule",
                     name + " cannot run: " + errors.listed.front().message +
                         (errors.count > 1 ? " There are " + text(errors.count - 1) +
                                                 " more mistakes: see \"parallarium check\"."
                                           : "")};
}

} // namespace core
