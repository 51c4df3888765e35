// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/schedule.h"

#include "core/base/text.h"

#include <algorithm>

namespace core {

const ScheduleEntry *findSchedule(std::string_view id)
{
    const std::span<const ScheduleEntry> all = schedules();
    const auto found = std::ranges::find(all, id, &ScheduleEntry::id);
    return found == all.end() ? nullptr : &*found;
}

const ScheduleEntry &oneAtATimeSchedule()
{
    return *std::ranges::find(schedules(), true, &ScheduleEntry::oneAtATime);
}

bool isOneAtATime(std::string_view id)
{
    const ScheduleEntry *entry = findSchedule(id);
    return entry != nullptr && entry->oneAtATime;
}

namespace {

template <class Which>
std::string idsOf(Which which)
{
    std::vector<std::string> ids;
    for (const ScheduleEntry &entry : schedules()) {
        if (which(entry))
            ids.emplace_back(entry.id);
    }
    return joinWithAnd(ids);
}

std::string knownIds()
{
    return idsOf([](const ScheduleEntry &) { return true; });
}

Status checkShape(const ScheduleEntry &entry, const ScheduleShape &shape)
{
    if (shape.ranks < 1 || shape.ranks > kMostRanks)
        return Error{"A schedule needs 1 to " + figureOfCount(kMostRanks) + " ranks; " +
                     std::to_string(shape.ranks) + " were requested."};
    if (shape.microBatches < 1)
        return Error{"A schedule needs at least 1 micro-batch; " +
                     std::to_string(shape.microBatches) + " were requested."};
    const ChunkRange range = entry.chunks;
    if (shape.chunks < range.least || shape.chunks > range.most)
        return Error{chunksText(entry) + "; " + std::to_string(shape.chunks) +
                     (shape.chunks == 1 ? " was" : " were") +
                     " requested. Leave chunks out, or use a schedule that supports them, such as "
                     "interleaved."};
    const std::int64_t stages = stageCount(entry.placement, shape.ranks, shape.chunks);
    if (stages > kMostRanks)
        return Error{figureOfCount(shape.ranks) + " ranks of " + figureOfCount(shape.chunks) +
                     " chunks are more than " + figureOfCount(kMostRanks) + " stages. Use fewer."};
    const std::int64_t visits = entry.splitsBackward ? 3 : 2;
    const std::int64_t actions = visits * stages * shape.microBatches;
    if (actions > kMaxActions)
        return Error{figureOfCount(shape.ranks) +
                     (shape.ranks == 1 ? " rank and " : " ranks and ") +
                     figureOfCount(shape.microBatches) + " micro-batches make " +
                     figureOfCount(actions) + " actions; at most " + figureOfCount(kMaxActions) +
                     " are simulated. Use fewer micro-batches, ranks or chunks."};
    return std::monostate{};
}

} // namespace

std::string chunksText(const ScheduleEntry &entry)
{
    const ChunkRange range = entry.chunks;
    const std::string most =
        figureOfCount(range.most) + (range.most == 1 ? " model chunk" : " model chunks");
    return std::string(entry.title) + " runs " +
           (range.least == range.most ? most : figureOfCount(range.least) + " to " + most) +
           " per rank";
}

Result<ScheduleOrder> makeOrder(std::string_view id, const ScheduleShape &shape)
{
    const ScheduleEntry *entry = findSchedule(id);
    if (!entry)
        return Error{"There is no schedule \"" + std::string(id) + "\"; known are " + knownIds() +
                     "."};
    ScheduleShape filled = shape;
    if (filled.chunks == 0)
        filled.chunks = entry->chunks.usual;
    if (const Status status = checkShape(*entry, filled); !status)
        return status.error();
    const int stages = stageCount(entry->placement, filled.ranks, filled.chunks);
    if (const Status status = checkCosts(filled.costs, stages, filled.microBatches); !status)
        return status.error();
    return entry->make(filled);
}

std::vector<std::string> unusedOptions(std::string_view id, const ScheduleShape &shape)
{
    std::vector<std::string> sentences;
    const ScheduleEntry *entry = findSchedule(id);
    if (!entry)
        return sentences;
    const std::string title(entry->title);
    if (shape.group != 0 && !entry->takesGroup)
        sentences.push_back(
            "The group size of " + figureOfCount(shape.group) + " has no effect on " + title +
            ", which orders micro-batches by its own rule; it applies to " +
            idsOf([](const auto &each) { return each.takesGroup; }) + ": leave it out.");
    if (shape.memoryLimit != 0 && !entry->takesMemoryLimit)
        sentences.push_back("The memory limit of " + plainNumber(shape.memoryLimit) +
                            " micro-batches has no effect on " + title +
                            ", which keeps as many activations as its order needs; it applies to " +
                            idsOf([](const auto &each) { return each.takesMemoryLimit; }) +
                            ": leave it out.");
    return sentences;
}

std::string actionText(const Action &action)
{
    constexpr char kLetters[kOpCount] = {'F', 'B', 'I', 'W', 'R'};
    return std::to_string(action.stage) + kLetters[static_cast<int>(action.op)] +
           std::to_string(action.microBatch);
}

std::string actionsText(std::span<const Action> actions, char separator)
{
    std::string text;
    bool second = false; // of a pair
    for (const Action &action : actions) {
        if (!text.empty() && !second)
            text += separator;
        if (action.pairedWithNext)
            text += '(';
        text += actionText(action);
        if (action.pairedWithNext)
            text += ';';
        else if (second)
            text += ')';
        second = action.pairedWithNext;
    }
    return text;
}

} // namespace core
