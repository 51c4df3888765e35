// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_tips.h"

#include "core/analysis/moment.h"
#include "core/analysis/wait_sentence.h"
#include "core/base/text.h"
#include "core/plan/batch_words.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/words/spoken_texts.h"
#include "ui/words/text_of.h"
#include "ui/words/timeline_readout.h"
#include "ui/words/training_texts.h"
#include "ui/words/visit_texts.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace ui {

namespace {

struct Tips
{
    Q_DECLARE_TR_FUNCTIONS(Tips)
};

// Index of a span of a hit.
std::size_t indexOf(const core::Trace &trace, const TimelineRow &row, const core::Span &span)
{
    return trace.spanAt(row.traceRow, span.begin);
}

// "idle 3 ms: waiting for Worker 2"
QString waitText(const core::RunView &run, const TimelineRow &row, const TimelineHit &hit)
{
    if (const core::Snapshot *snapshot = run.snapshot())
        return inWord(deviceWordOf(*snapshot),
                      textOf(core::waitSentence(*snapshot, hit.device, hit.span)));
    const QString length =
        textOf(core::figureOf(core::Nanos{hit.span.end - hit.span.begin}).text());
    const core::Trace &trace = run.trace();
    const int awaited = hit.span.wait < 0 ? -1
                                          : trace
                                                .waits[static_cast<std::size_t>(row.traceRow)]
                                                      [static_cast<std::size_t>(hit.span.wait)]
                                                .awaitedRow;
    if (awaited < 0)
        return Tips::tr("idle %1").arg(length);
    const core::RowInfo &other = run.row(awaited);
    const std::string name =
        other.label.empty() ? core::deviceName(other.devices.front()) : other.label;
    return Tips::tr("idle %1: waiting for %2").arg(length, textOf(name));
}

QString nameOfSpan(const core::RunView &run, const TimelineRow &row, const core::Span &span)
{
    const std::string *name = run.trace().nameOf(indexOf(run.trace(), row, span));
    return name ? textOf(*name) : spanName(span.tag.kind);
}

// "begins at 1.2 ms, takes 3 ms": both to the decimals of the zoom, and to three digits of the
// length.
QString timesText(const TimelineLayout &layout, const core::Span &span)
{
    const core::Nanos length{span.end - span.begin};
    const double finest =
        std::max(layout.viewport.pixelsPerNano(),
                 100 / static_cast<double>(std::max<std::int64_t>(1, length.count)));
    return Tips::tr("begins at %1, takes %2")
        .arg(timeAtZoom({span.begin}, layout.stop, finest),
             timeAtZoom(length, layout.stop, finest));
}

// "chunk 2, stage 6, layers 9–16"
QString placeText(const core::RunView &run, const TimelineRow &row, const TimelineHit &hit)
{
    const int stage = hit.span.tag.stage;
    QString where;
    const core::Snapshot *snapshot = run.snapshot();
    if (!snapshot)
        return run.trace().shape.stages > 1 ? Tips::tr("stage %1").arg(stage + 1) : QString();
    if (const int chunk = core::chunkNumber(snapshot->plan, row.pipelineRank, stage); chunk > 0)
        where = Tips::tr("chunk %1, ").arg(chunk);
    if (snapshot->plan.order.stages > 1)
        where += Tips::tr("stage %1, ").arg(stage + 1);
    return where + textOf(core::stageLayersText(snapshot->plan, stage)) +
           pairedVisitText(*snapshot, hit.device, hit.span);
}

// "micro-batch 5"; of a row of several replicas "micro-batches 5, 13, … 61".
QString batchText(const TimelineLayout &layout, const core::RunView &run, const TimelineRow &row,
                  const TimelineBatch &batch)
{
    std::vector<int> replicas = {row.replica};
    if (row.lastReplica > row.replica)
        replicas = run.row(row.traceRow).replicas;
    std::ranges::sort(replicas);
    replicas.erase(std::ranges::unique(replicas).begin(), replicas.end());
    const bool training = run.snapshot() == nullptr || run.snapshot()->plan.training;
    return textOf(core::batchesText(layout.numbers, replicas, batch.microBatch, training));
}

} // namespace

QString timelineTip(const TimelineRuns &runs, const TimelineLayout &layout, const QPointF &position)
{
    const std::optional<TimelineHit> hit = hitTimeline(runs, layout, position);
    if (!hit)
        return {};
    const TimelineRow &row = layout.rows[static_cast<std::size_t>(hit->row)];
    const core::RunView &run = runs.of(row);
    QString name = timelineLabel(row);
    if (layout.twoRuns)
        name += row.run == 0 ? Tips::tr(", predicted") : Tips::tr(", measured");
    const core::Span &span = hit->span;
    if (span.tag.kind == core::SpanKind::Wait)
        return name + QStringLiteral(" · ") + waitText(run, row, *hit);
    QString times = timesText(layout, span);
    if (run.snapshot()) {
        const QString part = exchangeSentence(*run.snapshot(), row.traceRow, span);
        if (!part.isEmpty())
            times += QStringLiteral("; ") + part;
    }
    const QString what = nameOfSpan(run, row, span);
    if (!hit->batch)
        return name + QStringLiteral(" · ") + what + u'\n' + times;
    const QString place = placeText(run, row, *hit);
    return Tips::tr("%1 · %2 of %3").arg(name, what, batchText(layout, run, row, *hit->batch)) +
           u'\n' + (place.isEmpty() ? times : place + u'\n' + times);
}

AccessibleItems::Item timelineItem(const core::RunView &run, const TimelineRow &row,
                                   core::Nanos moment)
{
    const core::Trace &trace = run.trace();
    const auto range = trace.rows[static_cast<std::size_t>(row.traceRow)];
    const core::Span now =
        range.count == 0 ? core::Span{} : trace.span(trace.spanAt(row.traceRow, moment.count));
    AccessibleItems::Item item;
    QStringList parts = {timelineLabel(row)};
    if (const core::Snapshot *snapshot = run.snapshot()) {
        item.value = spokenFigures(*snapshot, row.device, moment);
        parts << spokenState(*snapshot, row.device, moment) << item.value;
    } else {
        item.value = nameOfSpan(run, row, now);
        parts << item.value;
    }
    item.name = parts.join(QStringLiteral(", "));
    item.description = Tips::tr("from %1 to %2")
                           .arg(textOf(core::figureOf(core::Nanos{now.begin}, {trace.stop}).text()),
                                textOf(core::figureOf(core::Nanos{now.end}, {trace.stop}).text()));
    return item;
}

} // namespace ui
