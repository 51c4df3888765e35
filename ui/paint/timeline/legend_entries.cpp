// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/legend_entries.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/ideal_finish.h"
#include "core/analysis/memory_steps.h"
#include "ui/paint/timeline/busy_painter.h"
#include "ui/paint/timeline/step_parts.h"
#include "ui/paint/timeline/timeline_cell.h"
#include "ui/words/training_texts.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <vector>

namespace ui {

namespace {

class LegendWords
{
    Q_DECLARE_TR_FUNCTIONS(Legend)
};

// Where every backward is split, this is only the input part.
QString backwardName(const core::Snapshot &snapshot)
{
    const auto occurs = [&snapshot](core::SpanKind kind) {
        return std::ranges::any_of(snapshot.metrics.rows, [kind](const core::RowMetrics &row) {
            return row.spent[static_cast<std::size_t>(kind)].count > 0;
        });
    };
    const bool split = occurs(core::SpanKind::BackwardInput) && !occurs(core::SpanKind::Backward);
    return split ? spanName(core::SpanKind::BackwardInput) : workName(WorkClass::Backward);
}

// Do visits spend time on nothing but communication? It is drawn along the foot of their cells.
bool exchangesWithin(const core::Snapshot &snapshot)
{
    for (std::size_t row = 0; row < snapshot.trace.rows.size(); ++row) {
        if (core::ExchangeShares(snapshot.plan, snapshot.trace, row).any())
            return true;
    }
    return false;
}

LegendEntry syncEntry(bool within)
{
    return within ? LegendEntry{LegendWords::tr("communication"), &Theme::sync,
                                LegendSwatch::Chevrons, LegendWords::tr("comm")}
                  : LegendEntry{workName(WorkClass::Sync), &Theme::sync, LegendSwatch::Chevrons,
                                LegendWords::tr("sync")};
}

using Occurrences = std::array<bool, kWorkClassCount>;
using Snapshots = std::vector<const core::Snapshot *>;

bool anyOf(const Snapshots &snapshots, bool (*is)(const core::Snapshot &))
{
    return std::ranges::any_of(snapshots, [is](const auto *each) { return is(*each); });
}

bool sharesInTheEnd(const core::Snapshot &snapshot)
{
    return !snapshot.trace.collectives.empty();
}

bool hasChunks(const core::Snapshot &snapshot)
{
    return snapshot.plan.order.stages > snapshot.plan.ranks() &&
           snapshot.plan.order.routes.size() < 2;
}

bool hasTwoDirections(const core::Snapshot &snapshot)
{
    return snapshot.plan.order.routes.size() > 1;
}

bool hasIdealFinish(const core::Snapshot &snapshot)
{
    return idealFinish(snapshot).has_value();
}

using WorkEntries = std::array<LegendEntry, kWorkClassCount>;

WorkEntries workEntries(const QString &backward, bool within)
{
    return {{
        {workName(WorkClass::Forward), &Theme::forward, LegendSwatch::Solid},
        {workName(WorkClass::Recompute), &Theme::recompute, LegendSwatch::Striped},
        {backward, &Theme::backward, LegendSwatch::Solid, workName(WorkClass::Backward)},
        {workName(WorkClass::WeightGradient), &Theme::weightGrad, LegendSwatch::Solid,
         LegendWords::tr("weight grad")},
        syncEntry(within),
        {workName(WorkClass::Optimizer), &Theme::optimizer, LegendSwatch::Solid},
        {workName(WorkClass::Product), &Theme::memActs, LegendSwatch::Solid},
        {workName(WorkClass::Attention), &Theme::memWeights, LegendSwatch::Solid},
        {workName(WorkClass::Copy), &Theme::memOptim, LegendSwatch::Solid},
        {workName(WorkClass::Other), &Theme::memBuffers, LegendSwatch::Solid,
         LegendWords::tr("other")},
        {workName(WorkClass::Idle), &Theme::idle, LegendSwatch::Hatched},
    }};
}

// Of the kinds of work that occur.
QList<LegendEntry> entriesOf(const Occurrences &occurs, const QString &backward, bool within)
{
    const WorkEntries all = workEntries(backward, within);
    QList<LegendEntry> entries;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (occurs[i])
            entries.append(all[i]);
    }
    return entries;
}

Occurrences occurrencesIn(const core::Snapshot &snapshot)
{
    Occurrences occurs{};
    for (const core::RowMetrics &row : snapshot.metrics.rows) {
        for (int i = 0; i < core::kSpanKindCount; ++i) {
            const auto kind = static_cast<core::SpanKind>(i);
            if (kind != core::SpanKind::Wait && row.spent[static_cast<std::size_t>(i)].count > 0)
                occurs[static_cast<std::size_t>(workClassOf({0, 0, kind, {}}))] = true;
        }
        constexpr auto sync = static_cast<std::size_t>(core::IdleCause::GradientSync);
        if (row.idleTotal() > row.idle[sync])
            occurs[static_cast<std::size_t>(WorkClass::Idle)] = true;
    }
    return occurs;
}

void addOccurrences(const core::Snapshot &snapshot, Occurrences &occurs)
{
    const Occurrences more = occurrencesIn(snapshot);
    for (std::size_t i = 0; i < more.size(); ++i)
        occurs[i] = occurs[i] || more[i];
}

void addOccurrences(const core::RunView &run, Occurrences &occurs)
{
    const core::Trace &trace = run.trace();
    if (const core::Snapshot *snapshot = run.snapshot()) {
        addOccurrences(*snapshot, occurs);
    } else {
        // Along the rows: a column may have room behind them that was never written.
        for (const core::Trace::RowRange &row : trace.rows) {
            for (std::size_t i = row.first; i < row.first + row.count; ++i) {
                if (trace.end[i] > trace.begin[i])
                    occurs[static_cast<std::size_t>(workClassOf(trace.tag[i]))] = true;
            }
        }
    }
    if (!trace.collectives.empty())
        occurs[static_cast<std::size_t>(WorkClass::Sync)] = true;
}

// What only a prediction has.
void appendMarks(const Snapshots &snapshots, bool hasIdeal, QList<LegendEntry> &entries)
{
    if (anyOf(snapshots, hasChunks))
        entries.append({LegendWords::tr("chunk (longer mark: deeper)"), &Theme::text2,
                        LegendSwatch::BandAbove, LegendWords::tr("chunk")});
    if (anyOf(snapshots, hasTwoDirections))
        entries.append({LegendWords::tr("from the last GPU"), &Theme::text2,
                        LegendSwatch::BandBelow, LegendWords::tr("from the end")});
    if (hasIdeal && anyOf(snapshots, hasIdealFinish))
        entries.append({LegendWords::tr("ideal finish"), &Theme::text1, LegendSwatch::DashDot,
                        LegendWords::tr("ideal")});
}

// What occurs in any of them. Where two share a timeline, it marks no ideal finish.
QList<LegendEntry> legendOf(const Snapshots &snapshots, bool hasIdeal = true)
{
    Occurrences occurs{};
    QString backward = backwardName(*snapshots.front());
    for (const core::Snapshot *each : snapshots) {
        addOccurrences(*each, occurs);
        if (backwardName(*each) != backward)
            backward = workName(WorkClass::Backward);
    }
    const bool within = anyOf(snapshots, exchangesWithin);
    occurs[static_cast<std::size_t>(WorkClass::Sync)] = within || anyOf(snapshots, sharesInTheEnd);
    QList<LegendEntry> entries = entriesOf(occurs, backward, within);
    appendMarks(snapshots, hasIdeal, entries);
    return entries;
}

QList<LegendEntry> legendOf(const std::vector<core::RunView> &runs, bool hasIdeal)
{
    Snapshots snapshots;
    for (const core::RunView &run : runs) {
        if (run.snapshot() != nullptr)
            snapshots.push_back(run.snapshot());
    }
    if (snapshots.size() == runs.size())
        return legendOf(snapshots, hasIdeal);
    Occurrences occurs{};
    for (const core::RunView &run : runs)
        addOccurrences(run, occurs);
    QList<LegendEntry> entries = entriesOf(occurs, LegendWords::tr("backward"), true);
    appendMarks(snapshots, hasIdeal, entries);
    return entries;
}

} // namespace

QList<LegendEntry> workLegend(const core::Snapshot &snapshot)
{
    return legendOf({&snapshot});
}

QList<LegendEntry> workLegend(const TimelineRuns &runs)
{
    return runs.second ? legendOf({runs.first, *runs.second}, false) : legendOf({runs.first}, true);
}

QList<LegendEntry> workLegend(const core::RunView &one, const core::RunView &other)
{
    QList<LegendEntry> entries = legendOf({one, other}, true);
    const auto doesNotFit = [](const core::RunView *run) {
        return run->snapshot() != nullptr && !run->snapshot()->metrics.fits;
    };
    // The devices beside the timelines are red then.
    if (doesNotFit(&one) || doesNotFit(&other))
        entries.append({LegendWords::tr("does not fit"), &Theme::problem, LegendSwatch::Solid});
    return entries;
}

QString blamedIdleText(const core::Snapshot &snapshot)
{
    const auto blames = [&snapshot](core::IdleCause cause) {
        return std::ranges::any_of(snapshot.metrics.rows, [cause](const core::RowMetrics &row) {
            return row.idle[static_cast<std::size_t>(cause)].count > 0;
        });
    };
    const bool link = blames(core::IdleCause::Link);
    const bool slow = blames(core::IdleCause::Straggler);
    const QString text = link && slow ? LegendWords::tr("waiting for link or slow GPU")
                         : link       ? LegendWords::tr("waiting for a link")
                         : slow       ? LegendWords::tr("waiting for a slow GPU")
                                      : QString();
    return inWord(deviceWordOf(snapshot), text);
}

QList<LegendEntry> busyLegend(const core::Snapshot &snapshot)
{
    const auto occurs = [&snapshot](const auto &time) {
        return std::ranges::any_of(snapshot.metrics.rows, [&time](const core::RowMetrics &row) {
            return time(row).count > 0;
        });
    };
    QList<LegendEntry> entries;
    for (const StepPart part : kStepParts) {
        const StepPartLook look = lookOf(part);
        if (occurs([part](const core::RowMetrics &row) { return row.breakdown.*part; }))
            entries.append({stepPartName(part), look.colour, look.swatch});
    }
    if (occurs([](const core::RowMetrics &row) { return row.breakdown.idle; }))
        entries.append({workName(WorkClass::Idle), &Theme::idle, LegendSwatch::Hatched});
    if (const QString blamed = blamedIdleText(snapshot); !blamed.isEmpty())
        entries.append({blamed, &Theme::problem, LegendSwatch::Blamed});
    return entries;
}

LegendEntry legendEntryOf(WorkClass work)
{
    return workEntries(workName(WorkClass::Backward), true)[static_cast<std::size_t>(work)];
}

QList<LegendEntry> marksLegend(const TimelineOptions &marks)
{
    QList<LegendEntry> entries;
    if (marks.bubble)
        entries.append({LegendWords::tr("bubble"), &Theme::text1, LegendSwatch::Outlined});
    if (marks.criticalPath)
        entries.append({LegendWords::tr("critical path"), &Theme::text1, LegendSwatch::Underlined,
                        LegendWords::tr("path")});
    return entries;
}

QList<LegendEntry> memoryLegend(const core::Snapshot &snapshot, int row)
{
    core::MemoryParts most;
    const auto widen = [](core::Bytes &largest, core::Bytes value) {
        largest = std::max(largest, value);
    };
    for (const core::MemoryStep &step : core::memorySteps(snapshot, row)) {
        widen(most.parameters, step.parts.parameters);
        widen(most.gradients, step.parts.gradients);
        widen(most.optimizer, step.parts.optimizer);
        widen(most.activations, step.parts.activations);
        widen(most.buffers, step.parts.buffers);
    }
    QList<LegendEntry> entries;
    const auto add = [&entries](core::Bytes value, const QString &text, QColor Theme::*colour) {
        if (value.count > 0)
            entries.append({text, colour, LegendSwatch::Solid});
    };
    add(most.parameters, LegendWords::tr("weights"), &Theme::memWeights);
    add(most.gradients, LegendWords::tr("gradients"), &Theme::memGrads);
    add(most.optimizer, LegendWords::tr("optimizer"), &Theme::memOptim);
    add(most.activations, LegendWords::tr("activations"), &Theme::memActs);
    // What no plan counts: a pass that is made takes it and gives it back.
    add(most.buffers,
        hasAllocated(snapshot, row) ? LegendWords::tr("workspace of a pass")
                                    : LegendWords::tr("buffers"),
        &Theme::memBuffers);
    return entries;
}

} // namespace ui
