// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/sweep_texts.h"

#include "core/base/text.h"
#include "core/sweep/usual_axes.h"
#include "ui/words/text_of.h"
#include "ui/words/what_if_texts.h"

#include <QCoreApplication>
#include <QStringList>

namespace ui {

namespace {

struct SweepTexts
{
    Q_DECLARE_TR_FUNCTIONS(SweepTexts)
};

QString titleOf(const core::SweepMetric &metric)
{
    return textOf(core::phrase(metric.title));
}

} // namespace

QString axisTitle(const core::SweepAxis &axis)
{
    return textOf(core::sweepTitle(axis.path));
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
    return SweepTexts::tr("%1 by %2").arg(titleOf(metric), axisTitle(plan.axes.front()));
}

QString sweepSubtitle(const core::SweepPlan &plan)
{
    const core::Scenario &scenario = plan.scenario;
    const QString batch =
        plan.scaling == core::Scaling::Weak
            ? SweepTexts::tr("the same samples for each GPU")
            : SweepTexts::tr("global batch %1").arg(countText(scenario.training.globalBatch));
    return QStringList{textOf(scenario.model.title), textOf(scenario.cluster.device.title), batch}
        .join(QStringLiteral(" · "));
}

QString pointName(const core::SweepPlan &plan, std::size_t index)
{
    QStringList parts;
    for (std::size_t axis = 0; axis < plan.axes.size(); ++axis)
        parts.append(axisTitle(plan.axes[axis]) + QStringLiteral(": ") +
                     axisValue(plan.axes[axis], plan.placeAt(axis, index)));
    return parts.join(QStringLiteral(" · "));
}

QString pointText(const core::SweepResults &results, std::size_t index,
                  const core::SweepMetric &metric)
{
    QStringList lines = {pointName(results.plan, index)};
    const std::optional<core::SweepPoint> &point = results.points[index];
    if (!point)
        return (lines << SweepTexts::tr("Not simulated yet")).join(u'\n');
    if (const std::optional<double> value = core::metricAt(results, index, metric))
        lines.append(titleOf(metric) + QStringLiteral(": ") +
                     textOf(core::metricText(metric, *value)));
    else if (point->state == core::PointState::Runs)
        lines.append(SweepTexts::tr("%1 is not known for this kind of GPU").arg(titleOf(metric)));
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
    if (metric.kind == core::MetricKind::Share) // the heading says percent
        return countText(std::llround(*value * 100));
    return textOf(core::metricText(metric, *value));
}

QString bestText(const core::SweepResults &results, const core::SweepMetric &metric)
{
    const std::optional<std::size_t> best = core::bestPoint(results, metric);
    if (!best)
        return {};
    const QString value = textOf(core::metricText(metric, *core::metricAt(results, *best, metric)));
    return (metric.moreIsBetter ? SweepTexts::tr("%1 is highest at %2: %3")
                                : SweepTexts::tr("%1 is lowest at %2: %3"))
        .arg(titleOf(metric), pointName(results.plan, *best), value);
}

} // namespace ui
