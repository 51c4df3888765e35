// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/scene_work_texts.h"

#include "core/base/text.h"
#include "core/schedule/weight_versions.h"
#include "ui/layout/scene/scene_routes.h"
#include "ui/words/text_of.h"
#include "ui/words/work_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>
#include <set>

namespace ui {
namespace {

class SceneWords
{
    Q_DECLARE_TR_FUNCTIONS(Scene)
};

int rankOf(const core::Snapshot &snapshot, const core::DeviceMoment &moment)
{
    return snapshot.plan.rows[static_cast<std::size_t>(moment.row)].pipelineRank;
}

// Where micro-batches enter at both ends: which way this one goes.
QString directionMark(const core::Plan &plan, int microBatch)
{
    if (plan.order.routes.size() < 2)
        return {};
    return entersAtTheEnd(plan, microBatch) ? QStringLiteral(" ←") : QStringLiteral(" →");
}

QString rangeText(const core::LayerRange &range)
{
    return range.end - range.first == 1
               ? QString::number(range.first + 1)
               : QStringLiteral("%1–%2").arg(countText(range.first + 1), countText(range.end));
}

} // namespace

QString ownLayersText(const core::Plan &plan, int pipelineRank)
{
    const std::vector<int> &stages = plan.stagesOf[static_cast<std::size_t>(pipelineRank)];
    if (stages.size() == 1)
        return QString::fromStdString(core::stageLayersText(plan, stages.front()));
    QStringList ranges;
    core::LayerRange open;
    for (const int stage : stages) {
        const core::LayerRange range = core::stageBlocks(plan, stage);
        if (range.end <= range.first)
            continue;
        if (open.end > open.first && range.first == open.end) { // one piece
            open.end = range.end;
            ranges.back() = rangeText(open);
            continue;
        }
        open = range;
        ranges.append(rangeText(open));
    }
    if (ranges.isEmpty()) // of a mystery box
        return QString::fromStdString(core::stageLayersText(plan, stages.front()));
    return SceneWords::tr("layers %1").arg(ranges.join(QStringLiteral(", ")));
}

PillText workText(const core::Snapshot &snapshot, const core::DeviceMoment &moment)
{
    const core::Plan &plan = snapshot.plan;
    const core::SpanTag tag = moment.span.tag;
    const PillText word = spanOnCard(tag.kind);
    // The optimizer of an asynchronous schedule runs after every backward.
    if (tag.kind == core::SpanKind::Optimizer && !plan.order.asynchronous)
        return word;
    const auto microBatch = static_cast<int>(tag.microBatch);
    const QString number = tokenNumber(snapshot, moment.device, microBatch).text;
    const QString mark = directionMark(plan, microBatch);
    const bool batches =
        !plan.training || (plan.ranks() == 1 && plan.order.microBatches == 1); // as batchesText()
    const QString whole = batches ? SceneWords::tr("batch %1").arg(number)
                                  : SceneWords::tr("micro-batch %1").arg(number);
    const int chunk = core::chunkNumber(plan, rankOf(snapshot, moment), tag.stage);
    if (chunk == 0)
        return {SceneWords::tr("%1 · %2").arg(word.full + mark, whole),
                word.shortForm + mark + QChar::Space + number, word.word};
    return {SceneWords::tr("%1 · chunk %2 · %3").arg(word.full).arg(chunk).arg(whole),
            SceneWords::tr("%1 c%2 · %3").arg(word.shortForm).arg(chunk).arg(number), word.word};
}

QString workFlopsText(const core::Snapshot &snapshot, const core::SpanTag &tag)
{
    if (tag.kind >= core::SpanKind::Optimizer)
        return {};
    const core::StagePlan &stage = snapshot.plan.stages[tag.stage];
    const double flops = tag.kind == core::SpanKind::Recompute  ? stage.recomputeFlops
                         : tag.kind == core::SpanKind::Backward ? 2 * stage.forwardFlops
                                                                : stage.forwardFlops;
    return QString::fromStdString(core::figureOfFlops(flops).text());
}

PillText keptText(const core::Snapshot &snapshot, const core::DeviceMoment &moment)
{
    const auto count = static_cast<int>(moment.kept.size());
    std::map<int, int> ofChunk;
    for (const core::KeptActivation &kept : moment.kept)
        ++ofChunk[core::chunkNumber(snapshot.plan, rankOf(snapshot, moment), kept.stage)];
    // The micro-batch being worked on has its own token above, and its activations are kept too.
    const bool besides = moment.state == core::DeviceState::Working &&
                         moment.span.tag.kind < core::SpanKind::Optimizer;
    if (count == 0)
        return besides ? PillText{SceneWords::tr("kept: only this"), SceneWords::tr("only this"),
                                  SceneWords::tr("this")}
                       : PillText{SceneWords::tr("kept: none"), SceneWords::tr("kept: 0"),
                                  SceneWords::tr("0")};
    const QString plain = SceneWords::tr("kept: %1").arg(count);
    const QString more = SceneWords::tr("also: %1").arg(count);
    if (ofChunk.begin()->first == 0)
        return besides ? PillText{SceneWords::tr("also kept: %1").arg(count), more,
                                  QString::number(count)}
                       : PillText{plain, plain, QString::number(count)};
    QStringList parts;
    for (const auto &[chunk, number] : ofChunk)
        parts.append(SceneWords::tr("c%1 %2").arg(chunk).arg(number));
    const QString joined = parts.join(QStringLiteral(", "));
    if (besides)
        return {SceneWords::tr("also kept: %1").arg(joined), SceneWords::tr("also: %1").arg(joined),
                more};
    return {SceneWords::tr("kept: %1").arg(joined), joined, plain};
}

PillText versionsText(const core::Snapshot &snapshot, const core::DeviceMoment &moment)
{
    const core::Plan &plan = snapshot.plan;
    if (!plan.order.asynchronous || !plan.training || !snapshot.metrics.fits)
        return {};
    const int stage = plan.stagesOf[static_cast<std::size_t>(rankOf(snapshot, moment))].front();
    const core::WeightVersions versions = core::weightVersions(plan.order, stage);
    std::set<int> kept;
    for (const core::KeptActivation &activation : moment.kept)
        kept.insert(versions.ofMicroBatch[static_cast<std::size_t>(activation.microBatch)]);
    if (moment.state == core::DeviceState::Working &&
        moment.span.tag.kind < core::SpanKind::Optimizer)
        kept.insert(versions.ofMicroBatch[moment.span.tag.microBatch]);
    QStringList names;
    for (const int version : kept)
        names.append(QStringLiteral("v%1").arg(version + 1));
    if (names.isEmpty())
        return {};
    const QString all = names.join(QChar::Space);
    const QString few = names.size() > 2 ? names.front() + QStringLiteral("–") + names.back() : all;
    return {SceneWords::tr("weights %1").arg(all), all, few};
}

} // namespace ui
