// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of schedules: which one, and how it runs.
#include "ui/panels/scenario_controls.h"
#include "ui/panels/schedule_facts.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"

#include "core/base/text.h"
#include "core/scenario/edits.h"
#include "core/schedule/schedule.h"

#include <algorithm>
#include <array>

namespace ui {

namespace {

// By family in their order, within a family in table order. Running one micro-batch at a time is
// the strategy Layers, chosen by its tile.
QList<ChoiceBox::Item> scheduleItems()
{
    std::vector<const core::ScheduleEntry *> entries;
    for (const core::ScheduleEntry &entry : core::schedules()) {
        if (!entry.oneAtATime)
            entries.push_back(&entry);
    }
    std::ranges::stable_sort(entries, {}, &core::ScheduleEntry::family);
    QList<ChoiceBox::Item> items;
    for (const core::ScheduleEntry *entry : entries)
        items.append({textOf(entry->id),
                      textOf(entry->title),
                      {},
                      textOf(entry->trade),
                      textOf(entry->trade),
                      familyTitle(entry->family)});
    return items;
}

ChoiceBox::Item currentSchedule(const core::Scenario &scenario)
{
    if (runsOwnSchedule(scenario))
        return {{}, Controls::tr("imported, %1").arg(textOf(scenario.parallel.own.title)), {}, {}};
    return {textOf(scenario.parallel.schedule), {}, {}, {}};
}

std::int64_t askedSchedule(const QString &id)
{
    const core::ScheduleEntry *entry = core::findSchedule(id.toStdString());
    return entry != nullptr ? entry - core::schedules().data() : -1;
}

bool hasPairs(const core::Scenario &scenario)
{
    if (!isPipelineNow(scenario))
        return false;
    if (runsOwnSchedule(scenario))
        return std::ranges::any_of(scenario.parallel.own.order->actions, [](const auto &rank) {
            return std::ranges::any_of(rank, &core::Action::pairedWithNext);
        });
    return scheduleEntryOf(scenario)->hasPairs;
}

constexpr std::array kPairFactors = {0.9, 0.8, 0.7, 0.6};

QList<ChoiceBox::Item> pairItems()
{
    QList<ChoiceBox::Item> items = {
        {QStringLiteral("sum"),
         Controls::tr("none (the sum)"),
         {},
         Controls::tr("A paired forward and backward take as long as one after the other; only the "
                      "expert all-to-all overlaps with compute")},
        {QStringLiteral("max"),
         Controls::tr("full (the longer)"),
         {},
         Controls::tr("A paired forward and backward take as long as the longer of the two")}};
    for (const double factor : kPairFactors)
        items.append({QString::number(factor),
                      Controls::tr("%1 of the sum").arg(textOf(core::figureOfShare(factor))),
                      {},
                      Controls::tr("Part of one hides behind the other")});
    return items;
}

ChoiceBox::Item currentPair(const core::Scenario &scenario)
{
    switch (scenario.parallel.pair) {
    case core::PairRule::Sum:
        return {QStringLiteral("sum"), {}, {}, {}};
    case core::PairRule::Max:
        return {QStringLiteral("max"), {}, {}, {}};
    case core::PairRule::Factor:
        break;
    }
    const double factor = scenario.parallel.pairFactor;
    return {QString::number(factor),
            Controls::tr("%1 of the sum").arg(textOf(core::figureOfShare(factor))),
            {},
            {}};
}

core::Scenario applyPair(const core::Scenario &scenario, const QString &id)
{
    if (id == QStringLiteral("sum"))
        return core::withPair(scenario, core::PairRule::Sum, 1);
    if (id == QStringLiteral("max"))
        return core::withPair(scenario, core::PairRule::Max, 1);
    return core::withPair(scenario, core::PairRule::Factor, id.toDouble());
}

bool hasSplitBackward(const core::Scenario &scenario)
{
    if (const core::ScheduleEntry *entry = scheduleEntryOf(scenario))
        return entry->splitsBackward;
    return runsOwnSchedule(scenario) &&
           std::ranges::any_of(scenario.parallel.own.order->actions, [](const auto &rank) {
               return std::ranges::any_of(rank, [](const core::Action &action) {
                   return action.op == core::Op::BackwardWeight;
               });
           });
}

struct SplitRow
{
    const char *id;
    core::SplitMemory memory;
};
constexpr SplitRow kSplitRows[] = {{"weight", core::SplitMemory::UntilWeight},
                                   {"half", core::SplitMemory::Half},
                                   {"input", core::SplitMemory::UntilInput}};

QList<ChoiceBox::Item> splitItems()
{
    return {{QStringLiteral("weight"),
             Controls::tr("all until W"),
             {},
             Controls::tr("All activations of a micro-batch are kept until its weight gradient (W) "
                          "is computed: the safe upper bound")},
            {QStringLiteral("half"),
             Controls::tr("half until W"),
             {},
             Controls::tr("The input gradient frees one half, the weight gradient (W) the other")},
            {QStringLiteral("input"),
             Controls::tr("none after B (input)"),
             {},
             Controls::tr("The input gradient frees them all: the count used in papers")}};
}

ChoiceBox::Item currentSplit(const core::Scenario &scenario)
{
    for (const SplitRow &row : kSplitRows) {
        if (row.memory == scenario.parallel.splitMemory)
            return {QString::fromLatin1(row.id), {}, {}, {}};
    }
    return {};
}

core::Scenario applySplit(const core::Scenario &scenario, const QString &id)
{
    for (const SplitRow &row : kSplitRows) {
        if (id == QLatin1StringView(row.id))
            return core::withSplitMemory(scenario, row.memory);
    }
    return scenario;
}

} // namespace

QList<ChooserSpec> scheduleChooserSpecs()
{
    using enum ControlGroup;
    return {
        {QStringLiteral("schedule"), Split, Controls::tr("Schedule"), Controls::tr("Schedule: "),
         Controls::tr("change schedule"), scheduleItems(), currentSchedule, nullptr, isPipelineNow,
         Controls::tr("The order in which each GPU runs its forward and backward passes. Each row "
                      "of the list says what a schedule trades off; type to search."),
         core::Setting::Schedule, askedSchedule},
        {QStringLiteral("pair"), Split, Controls::tr("Overlap of a pair"),
         Controls::tr("Overlap: "), Controls::tr("change overlap of pairs"), pairItems(),
         currentPair, applyPair, hasPairs,
         Controls::tr(
             "How much a forward and a backward that run as a pair hide behind each other")},
        {QStringLiteral("splitMemory"), More, Controls::tr("Activations of a split backward"),
         Controls::tr("Kept: "), Controls::tr("change what a split backward keeps"), splitItems(),
         currentSplit, applySplit, hasSplitBackward,
         Controls::tr("How long a micro-batch's activations are kept when its backward is split "
                      "into B (input) and W")},
    };
}

} // namespace ui
