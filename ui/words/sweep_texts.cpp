// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/sweep_texts.h"

#include "core/base/text.h"
#include "core/io/scenario/setting_titles.h"
#include "ui/words/kind_words.h"
#include "ui/words/text_of.h"
#include "ui/words/what_if_texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

struct SweepTexts
{
    Q_DECLARE_TR_FUNCTIONS(SweepTexts)
};

QString titleOfMetric(const core::SweepMetric &metric)
{
    return textOf(core::phrase(metric.title));
}

// "131,072 GPUs"; what has no unit of its own is named before its value.
QString valuePhrase(const core::SweepAxis &axis, std::size_t place)
{
    const struct
    {
        std::string_view path;
        QString text;
        QString one; // of 1
    } phrases[] = {{"cluster.devices", SweepTexts::tr("%1 GPUs"), SweepTexts::tr("1 GPU")},
                   {"parallel.pipeline", SweepTexts::tr("%1 stages"), SweepTexts::tr("1 stage")},
                   {"parallel.data", SweepTexts::tr("%1 replicas"), SweepTexts::tr("1 replica")},
                   {"parallel.chunks", SweepTexts::tr("%1 chunks on each GPU"),
                    SweepTexts::tr("1 chunk on each GPU")},
                   {"training.micro_batches", SweepTexts::tr("%1 micro-batches"),
                    SweepTexts::tr("1 micro-batch")},
                   {"training.micro_batch", SweepTexts::tr("micro-batches of %1"), {}},
                   {"training.global_batch", SweepTexts::tr("a global batch of %1"), {}},
                   {"training.sequence", SweepTexts::tr("samples of %1 tokens"),
                    SweepTexts::tr("samples of 1 token")},
                   {"model.layers", SweepTexts::tr("%1 layers"), SweepTexts::tr("1 layer")}};
    const QString value = axisValue(axis, place);
    const auto phrase =
        std::ranges::find(phrases, axis.path, [](const auto &row) { return row.path; });
    if (phrase != std::end(phrases))
        return value == QStringLiteral("1") && !phrase->one.isEmpty() ? phrase->one
                                                                      : phrase->text.arg(value);
    return axisTitle(axis) + QChar::Space + value;
}

} // namespace

QString axisTitle(const core::SweepAxis &axis)
{
    return textOf(core::settingTitle(axis.path));
}

QString axisValue(const core::SweepAxis &axis, std::size_t place)
{
    const std::string &text = axis.values[place];
    if (const core::SweptSetting *swept = axis.swept()) {
        if (const core::Result<std::int64_t> value = core::sweptValue(*swept, text))
            return settingValue(swept->setting, value.value());
    }
    const std::optional<double> number = axis.number(place);
    if (number && *number == std::floor(*number) && std::abs(*number) < 1e15)
        return countText(static_cast<std::int64_t>(*number));
    return textOf(text);
}

QString seriesName(const core::SweepAxis &axis, std::size_t place)
{
    const QString value = axisValue(axis, place);
    return axis.number(place) ? axisTitle(axis) + QChar::Space + value : value;
}

QString sweepHeading(const core::SweepPlan &plan, const core::SweepMetric &metric)
{
    return SweepTexts::tr("%1 by %2").arg(titleOfMetric(metric), axisTitle(plan.axes.front()));
}

QString sweepSubtitle(const core::SweepPlan &plan)
{
    const core::Scenario &scenario = plan.scenario;
    const QString batch =
        plan.scaling == core::Scaling::Weak
            ? SweepTexts::tr("the same samples for each GPU")
            : SweepTexts::tr("global batch %1").arg(countText(scenario.training.globalBatch));
    return QStringList{titleOf(scenario.model), textOf(scenario.cluster.device.title), batch}.join(
        QStringLiteral(" · "));
}

QString pointName(const core::SweepPlan &plan, std::size_t index)
{
    QStringList parts;
    for (std::size_t axis = 0; axis < plan.axes.size(); ++axis)
        parts.append(axisTitle(plan.axes[axis]) + QStringLiteral(": ") +
                     axisValue(plan.axes[axis], plan.placeAt(axis, index)));
    return parts.join(QStringLiteral(" · "));
}

QString pointPhrase(const core::SweepPlan &plan, std::size_t index)
{
    QStringList parts;
    for (std::size_t axis = 0; axis < plan.axes.size(); ++axis)
        parts.append(valuePhrase(plan.axes[axis], plan.placeAt(axis, index)));
    return parts.join(SweepTexts::tr(" and ", "between two settings"));
}

QString sweepProgress(std::size_t done, std::size_t all, bool isBusy)
{
    const QString some = countText(static_cast<std::int64_t>(done));
    const QString whole = countText(static_cast<std::int64_t>(all));
    if (isBusy)
        return SweepTexts::tr("%1 of %2 points").arg(some, whole);
    return done < all ? SweepTexts::tr("Cancelled after %1 of %2 points").arg(some, whole)
           : all == 1 ? SweepTexts::tr("1 point")
                      : SweepTexts::tr("%1 points").arg(whole);
}

QString pointText(const core::SweepResults &results, std::size_t index,
                  const core::SweepMetric &metric)
{
    QStringList lines = {pointName(results.plan, index)};
    const std::optional<core::SweepPoint> &point = results.points[index];
    if (!point)
        return (lines << SweepTexts::tr("Not simulated yet")).join(u'\n');
    if (const std::optional<double> value = core::metricAt(results, index, metric))
        lines.append(titleOfMetric(metric) + QStringLiteral(": ") +
                     textOf(core::metricText(metric, *value)));
    else if (point->state == core::PointState::Runs && metric.ideal == core::IdealCourse::One)
        lines.append(SweepTexts::tr("%1 compares numbers of GPUs, and these points have only one")
                         .arg(titleOfMetric(metric)));
    else if (point->state == core::PointState::Runs)
        lines.append(
            SweepTexts::tr("%1 is not known for this kind of GPU").arg(titleOfMetric(metric)));
    if (!point->reason.empty())
        lines.append(textOf(point->reason));
    for (const std::string &change : point->changed)
        lines.append(textOf(change));
    return lines.join(u'\n');
}

QString cellText(const core::SweepResults &results, std::size_t index,
                 const core::SweepMetric &metric, std::optional<double> value)
{
    const std::optional<core::SweepPoint> &point = results.points[index];
    if (!point)
        return {};
    if (point->state == core::PointState::DoesNotFit)
        return SweepTexts::tr("OOM", "out of memory, in a cell");
    if (!value)
        return point->state == core::PointState::Runs ? QString() : QStringLiteral("–");
    if (metric.kind == core::MetricKind::Share) // the key says percent
        return countText(std::llround(*value * 100));
    return textOf(core::metricText(metric, *value));
}

QString bestText(const core::SweepResults &results, const core::SweepMetric &metric)
{
    const std::optional<std::size_t> best = core::bestPoint(results, metric);
    if (!best)
        return {};
    const QString value = textOf(core::metricText(metric, *core::metricAt(results, *best, metric)));
    return (metric.moreIsBetter ? SweepTexts::tr("Highest with %1: %2")
                                : SweepTexts::tr("Lowest with %1: %2"))
        .arg(pointPhrase(results.plan, *best), value);
}

QString markKey(const core::SweepResults &results)
{
    const auto hasMark = [](const std::optional<core::SweepPoint> &point) {
        return point && !point->changed.empty();
    };
    return std::ranges::any_of(results.points, hasMark)
               ? SweepTexts::tr("*: something else changed, too")
               : QString();
}

QString cellKey(const core::SweepResults &results, const core::SweepMetric &metric)
{
    QStringList parts;
    if (metric.kind == core::MetricKind::Share)
        parts.append(SweepTexts::tr("cells in %"));
    const auto cannotBe = [](const std::optional<core::SweepPoint> &point) {
        return point && point->state == core::PointState::CannotBe;
    };
    if (std::ranges::any_of(results.points, cannotBe))
        parts.append(SweepTexts::tr("–: not possible"));
    return parts.join(QStringLiteral(" · "));
}

} // namespace ui
