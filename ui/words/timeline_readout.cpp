// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/timeline_readout.h"

#include "ui/words/figure_texts.h"
#include "ui/words/group_texts.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"
#include "ui/words/training_texts.h"
#include "ui/words/work_words.h"

#include "core/analysis/breakdown.h"
#include "core/analysis/formulas.h"
#include "core/analysis/trace_index.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace ui {

namespace {

struct Readout
{
    Q_DECLARE_TR_FUNCTIONS(Readout)
};

// Numerator and denominator of a bubble per device, ns.
struct Parts
{
    double idle = 0;
    double whole = 0;
};

Parts partsOf(const core::Snapshot &snapshot, core::BubbleDefinition definition)
{
    Parts parts;
    const core::Metrics &metrics = snapshot.metrics;
    if (definition == core::BubbleDefinition::SpanIdle) {
        const auto worst = static_cast<std::size_t>(core::worstSpanRow(snapshot));
        const core::RowMetrics &row = metrics.rows[worst];
        return {static_cast<double>(row.idleInSpan.count),
                static_cast<double>((row.lastWork - row.firstWork).count)};
    }
    const double devices = std::max(1, snapshot.deviceCount());
    for (std::size_t i = 0; i < metrics.rows.size(); ++i) {
        const core::RowMetrics &row = metrics.rows[i];
        const double share = static_cast<double>(snapshot.plan.rows[i].devices.size()) / devices;
        const core::Nanos whole = definition == core::BubbleDefinition::IdleOverStep
                                      ? core::Nanos{snapshot.trace.stop}
                                      : row.busy();
        parts.idle += share * static_cast<double>(row.bubble().count);
        parts.whole += share * static_cast<double>(whole.count);
    }
    return parts;
}

// "3 of 11 s = 27 %"
QString fraction(const Parts &parts, double value)
{
    const core::Nanos whole{static_cast<std::int64_t>(parts.whole)};
    const core::Nanos idle{static_cast<std::int64_t>(parts.idle)};
    return Readout::tr("%1 = %2").arg(ofText(idle, whole), textOf(core::shareInTenths(value)));
}

} // namespace

QString exchangeSentence(const core::Snapshot &snapshot, int traceRow, const core::Span &span)
{
    const core::ExchangeShares shares(snapshot.plan, snapshot.trace,
                                      static_cast<std::size_t>(traceRow));
    const double share = shares.of(snapshot.trace.spanAt(traceRow, span.begin));
    if (share <= 0)
        return {};
    const double time = share * static_cast<double>(span.end - span.begin);
    return Readout::tr("%1 of it, %2, is communication")
        .arg(textOf(core::figureOfShare(share)),
             textOf(core::figureOf(core::Nanos{std::llround(time)}).text()));
}

QString bandSentence(const TimelineLayout &layout)
{
    QStringList parts;
    if (layout.bandReplicas > 0)
        parts.append(Readout::tr("a band is a stage, mean of %1 replicas")
                         .arg(countText(layout.bandReplicas)));
    else if (layout.bandDevices > 1)
        parts.append(
            Readout::tr("a band is the mean of %1 GPUs").arg(countText(layout.bandDevices)));
    if (layout.bandReplicas > 1 && layout.slowestReplica >= 0)
        parts.append(
            Readout::tr("thin line: replica %1").arg(countText(layout.slowestReplica + 1)));
    else if (layout.slowestDevice >= 0 && !parts.isEmpty())
        parts.append(
            Readout::tr("thin line: %1").arg(textOf(core::deviceName(layout.slowestDevice))));
    return parts.join(QStringLiteral(" · "));
}

QString bubbleTitle(core::BubbleDefinition definition)
{
    return Readout::tr("Idle %1").arg(bubbleName(definition));
}

QString spanSentence(const core::Snapshot &snapshot)
{
    const core::Nanos step = snapshot.metrics.makespan;
    const core::Nanos span = snapshot.metrics.longestSpan;
    if (step.count <= 0 || step.count - span.count < step.count / 200)
        return {};
    return Readout::tr(
               "Makespan %1, longest span %2: GPUs begin and end at different times, papers "
               "count the span.")
        .arg(textOf(core::figureOf(step).text()), textOf(core::figureOf(span, step).text()));
}

QString bubbleSentence(const core::Snapshot &snapshot, core::BubbleDefinition definition)
{
    if (snapshot.metrics.rows.empty() || snapshot.trace.stop <= 0)
        return {};
    const QString figures = fraction(partsOf(snapshot, definition),
                                     core::bubbleValue(snapshot.metrics.bubble, definition));
    const QString title = bubbleTitle(definition);
    if (definition != core::BubbleDefinition::SpanIdle)
        return Readout::tr("%1: %2 per GPU").arg(title, figures);
    const auto row = static_cast<std::size_t>(core::worstSpanRow(snapshot));
    const int device = snapshot.plan.rows[row].devices.front();
    QString sentence =
        Readout::tr("%1 of %2: %3").arg(title, textOf(core::deviceName(device)), figures);
    const QString why = spanSentence(snapshot);
    return why.isEmpty() ? sentence : sentence + QStringLiteral(". ") + why;
}

QString pathSentence(const core::CriticalPath &path)
{
    std::int64_t whole = 0;
    std::array<std::pair<std::int64_t, core::PathCause>, core::kPathCauseCount> parts;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i] = {path.spent[i].count, static_cast<core::PathCause>(i)};
        whole += path.spent[i].count;
    }
    if (whole <= 0)
        return {};
    std::ranges::stable_sort(parts, [](const auto &a, const auto &b) { return a.first > b.first; });
    QStringList shares;
    for (const auto &[time, cause] : parts) {
        const double share = static_cast<double>(time) / static_cast<double>(whole);
        if (time > 0)
            shares.append(
                causeName(cause) + QChar::Space +
                (share < 0.005 ? Readout::tr("< 1 %") : textOf(core::figureOfShare(share))));
    }
    return Readout::tr("Critical path %1: %2")
        .arg(textOf(core::figureOf(core::Nanos{whole}).text()), shares.join(QStringLiteral(", ")));
}

QString pathUnderWay(double share)
{
    return Readout::tr("Finding the critical path: %1")
        .arg(QString::fromStdString(core::figureOfShare(share)));
}

QString stretchSentence(const core::RunView &run, core::TimeInterval time)
{
    constexpr double kLeast = 0.0005; // what would read 0 % is left out
    const auto shares = core::workSharesWithin(run, time);
    QStringList parts;
    for (std::size_t work = 0; work < shares.size(); ++work) {
        if (shares[work] >= kLeast)
            parts.append(Readout::tr("%1 %2").arg(
                workName(static_cast<WorkClass>(work)),
                QString::fromStdString(core::figureOfShare(shares[work]))));
    }
    return parts.join(QStringLiteral(", "));
}

QStringList readoutLines(const core::Snapshot &snapshot, const TimelineOptions &options,
                         const core::CriticalPath *path)
{
    QStringList lines;
    if (!snapshot.trace.completed && snapshot.metrics.fits && (options.bubble || path != nullptr))
        return {Readout::tr("The step did not finish, so its idle time cannot be measured.")};
    if (options.bubble)
        lines.append(bubbleSentence(snapshot, *options.bubble));
    if (options.criticalPath && path != nullptr)
        lines.append(pathSentence(*path));
    lines.removeAll(QString());
    return lines;
}

namespace {

// Slow devices that are alike, and too many for a row each.
bool isSlowGroup(const TimelineRow &row)
{
    return row.problem == RowProblem::Slow && row.deviceCount > 1 && row.parts.empty();
}

} // namespace

RowNumber rowNumber(const TimelineRow &row)
{
    if (!row.label.empty())
        return {}; // it has a name of its own
    if (isSlowGroup(row))
        return {};
    if (row.ranks > 1 && (!row.parts.empty() || row.deviceCount > 1))
        return {QCoreApplication::translate("Timeline", "stage"), row.pipelineRank + 1};
    if (row.parts.empty() && row.deviceCount == 1)
        return {QCoreApplication::translate("Timeline", "GPU"), row.device};
    return {};
}

QString timelineLabel(const TimelineRow &row)
{
    if (row.group.collapsed)
        return groupName(row.group);
    if (!row.label.empty() && row.parts.empty())
        return QString::fromStdString(row.label);
    if (!row.parts.empty() && row.ranks > 1)
        return QCoreApplication::translate("Timeline", "stage %1").arg(row.pipelineRank + 1);
    if (!row.parts.empty()) {
        const QString many =
            QCoreApplication::translate("Timeline", "%1 GPUs").arg(countText(row.deviceCount));
        return row.label.empty() ? many : ofWorkers(many);
    }
    if (isSlowGroup(row))
        return QCoreApplication::translate("Timeline", "%1 and %2 more")
            .arg(QString::fromStdString(core::deviceName(row.device)),
                 countText(row.deviceCount - 1));
    if (row.deviceCount > 1 && row.ranks == 1)
        return QCoreApplication::translate("Timeline", "%1 GPUs").arg(countText(row.deviceCount));
    if (row.deviceCount > 1)
        return QCoreApplication::translate("Timeline", "stage %1 × %2")
            .arg(row.pipelineRank + 1)
            .arg(countText(row.deviceCount));
    return QString::fromStdString(core::deviceName(row.device));
}

} // namespace ui
