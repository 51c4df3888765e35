// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that schedules ask for.
#include "core/base/text.h"
#include "core/scenario/check.h"
#include "core/scenario/edits.h"
#include "ui/panels/scenario_controls.h"
#include "ui/panels/schedule_facts.h"
#include "ui/words/text_of.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

bool hasChunkChoice(const core::Scenario &scenario)
{
    const core::ScheduleEntry *entry = scheduleEntryOf(scenario);
    return entry != nullptr && entry->chunks.most > entry->chunks.least;
}

ValueScale chunksScale(const ControlContext &context)
{
    ValueScale scale;
    const core::ScheduleEntry *entry = scheduleEntryOf(context.scenario);
    for (const int count : {1, 2, 3, 4, 5, 6, 8, 10, 12, 16}) {
        if (entry == nullptr || (count >= entry->chunks.least && count <= entry->chunks.most))
            scale.stops.push_back(count);
    }
    return scale;
}

double chunksValue(const ControlContext &context)
{
    return context.scenario.parallel.chunks;
}

QString plainCount(const ControlContext &, double value)
{
    return countText(std::llround(value));
}

// More chunks than the layers allow stay chosen: the message says what is wrong.
core::Scenario applyChunks(const ControlContext &context, double value)
{
    const int chunks = static_cast<int>(std::lround(std::clamp(value, 1.0, 1e4)));
    core::Scenario changed = core::withChunks(context.scenario, chunks);
    if (changed.parallel.chunks < chunks) {
        changed = context.scenario;
        changed.parallel.chunks = chunks;
        changed.parallel.partition.clear();
    }
    return changed;
}

bool takesGroups(const core::Scenario &scenario)
{
    const core::ScheduleEntry *entry = scheduleEntryOf(scenario);
    return entry != nullptr && entry->takesGroup && scenario.parallel.chunks > 1;
}

// 0 is the rule of the schedule: as many as there are GPUs.
ValueScale groupScale(const ControlContext &context)
{
    ValueScale scale;
    scale.stops.push_back(0);
    const int ranks = context.scenario.parallel.pipeline;
    const auto most =
        static_cast<int>(std::min<std::int64_t>(1024, core::microBatchCount(context.scenario)));
    for (int size = 1; size <= most; size += size < 16 ? 1 : size / 8) {
        if (size >= ranks || size == context.scenario.parallel.group)
            scale.stops.push_back(size);
    }
    if (scale.stops.size() < 2)
        scale.stops.push_back(std::max(1, ranks));
    return scale;
}

double groupValue(const ControlContext &context)
{
    return context.scenario.parallel.group;
}

QString groupText(const ControlContext &, double value)
{
    return value < 1 ? Controls::tr("same as GPUs") : countText(std::llround(value));
}

std::optional<double> parseOrRule(const QString &typed)
{
    const QString words = typed.trimmed();
    if (words == QStringLiteral("0") ||
        words.compare(Controls::tr("same as GPUs"), Qt::CaseInsensitive) == 0)
        return 0;
    return parseQuantity(words.section(QLatin1Char(' '), 0, 0), 1);
}

core::Scenario applyGroup(const ControlContext &context, double value)
{
    return core::withGroup(context.scenario,
                           static_cast<int>(std::lround(std::clamp(value, 0.0, 1e6))));
}

bool takesMemoryLimit(const core::Scenario &scenario)
{
    const core::ScheduleEntry *entry = scheduleEntryOf(scenario);
    return entry != nullptr && entry->takesMemoryLimit;
}

ValueScale memoryLimitScale(const ControlContext &context)
{
    ValueScale scale;
    const int ranks = std::max(1, context.scenario.parallel.pipeline);
    for (int limit = 0; limit <= 4 * ranks; limit += limit < 16 ? 1 : limit / 8)
        scale.stops.push_back(limit);
    return scale;
}

double memoryLimitValue(const ControlContext &context)
{
    return context.scenario.parallel.memoryLimit;
}

QString memoryLimitText(const ControlContext &, double value)
{
    if (value <= 0)
        return Controls::tr("same as GPUs");
    return value == 1 ? Controls::tr("1 micro-batch")
                      : Controls::tr("%1 micro-batches").arg(textOf(core::figureOfNumber(value)));
}

core::Scenario applyMemoryLimit(const ControlContext &context, double value)
{
    return core::withMemoryLimit(context.scenario, value);
}

} // namespace

QList<SliderSpec> scheduleSliderSpecs()
{
    using enum ControlGroup;
    return {
        {QStringLiteral("chunks"),
         Split,
         Controls::tr("Chunks per GPU"),
         Controls::tr("change chunks"),
         Controls::tr("How many separate model chunks each GPU holds"),
         chunksScale,
         chunksValue,
         plainCount,
         nullptr,
         hasChunkChoice,
         {},
         applyChunks,
         0,
         0,
         true},
        {QStringLiteral("memoryLimit"),
         Split,
         Controls::tr("Activation limit"),
         Controls::tr("change the activation limit"),
         Controls::tr("How many micro-batches' activations a GPU may keep; the schedule search "
                      "stays within it"),
         memoryLimitScale,
         memoryLimitValue,
         memoryLimitText,
         parseOrRule,
         takesMemoryLimit,
         {},
         applyMemoryLimit,
         0,
         static_cast<double>(core::kMaxSamples)},
        {QStringLiteral("group"),
         More,
         Controls::tr("Group size"),
         Controls::tr("change group size"),
         Controls::tr("How many micro-batches run through one chunk before the next chunk starts: "
                      "as many as there are GPUs is depth-first, all of them breadth-first"),
         groupScale,
         groupValue,
         groupText,
         parseOrRule,
         takesGroups,
         {},
         applyGroup,
         0,
         1e6,
         true},
    };
}

} // namespace ui
