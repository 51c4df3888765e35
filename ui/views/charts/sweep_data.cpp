// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/sweep_data.h"

#include "ui/words/sweep_texts.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <cmath>

namespace ui {

namespace {

constexpr double kLogarithmicFrom = 8; // times the lowest value

SweepData::Point pointOf(const core::SweepResults &results, std::size_t index,
                         const core::SweepMetric &metric, const core::SweepReference &reference)
{
    const std::optional<core::SweepPoint> &point = results.points[index];
    if (!point)
        return {};
    const bool runs = point->state == core::PointState::Runs;
    return {.value = runs ? core::metricOf(metric, *point, reference) : std::nullopt,
            .isProblem = !runs,
            .isMarked = !point->changed.empty()};
}

QStringList valuesOf(const core::SweepAxis &axis,
                     QString (*text)(const core::SweepAxis &, std::size_t))
{
    QStringList values;
    for (std::size_t place = 0; place < axis.values.size(); ++place)
        values.append(text(axis, place));
    return values;
}

// Ticks are round already: 4,096, not 4,100.
QString tickText(const core::SweepMetric &metric, double value)
{
    const bool isWhole = metric.kind == core::MetricKind::Rate && value == std::round(value);
    return isWhole ? countText(static_cast<std::int64_t>(value))
                   : textOf(core::metricText(metric, value));
}

// The first column where nothing runs though everything is there.
void tellProblem(const core::SweepResults &results, SweepWords &words)
{
    const core::SweepPlan &plan = results.plan;
    for (std::size_t column = 0; column < plan.columns(); ++column) {
        std::size_t problems = 0;
        for (std::size_t series = 0; series < plan.series(); ++series) {
            const std::optional<core::SweepPoint> &point =
                results.points[plan.indexOf(column, series)];
            if (point && point->state != core::PointState::Runs)
                ++problems;
        }
        if (problems < plan.series())
            continue;
        words.problem = axisTitle(plan.axes.front()) + QStringLiteral(": ") +
                        axisValue(plan.axes.front(), column);
        words.problemDetail = textOf(results.points[plan.indexOf(column, 0)]->reason);
        return;
    }
}

} // namespace

SweepData dataOf(const core::SweepResults &results, const core::SweepMetric &metric)
{
    const core::SweepPlan &plan = results.plan;
    const std::vector<core::SweepReference> references = core::referencesOf(results);
    SweepData data = {.columns = plan.columns(), .series = {}, .ideal = {}};
    for (std::size_t series = 0; series < plan.series(); ++series) {
        std::vector<SweepData::Point> points;
        for (std::size_t column = 0; column < plan.columns(); ++column)
            points.push_back(
                pointOf(results, plan.indexOf(column, series), metric, references[series]));
        data.series.push_back(std::move(points));
    }
    for (std::size_t column = 0; column < plan.columns(); ++column) {
        if (const std::optional<double> ideal = core::idealAt(results, column, metric))
            data.ideal.push_back(ideal);
    }
    const std::optional<SweepExtent> extent = extentOf(data, true);
    data.logarithmic = metric.kind != core::MetricKind::Share && extent && extent->least > 0 &&
                       extent->most >= kLogarithmicFrom * extent->least;
    return data;
}

SweepWords wordsOf(const core::SweepResults &results, const core::SweepMetric &metric,
                   SweepShape shape)
{
    const core::SweepPlan &plan = results.plan;
    const bool isMap = shape == SweepShape::Map;
    SweepWords words;
    words.metric = textOf(core::phrase(metric.title));
    words.xTitle = axisTitle(plan.axes.front());
    words.ideal = QCoreApplication::translate("SweepTexts", "ideal");
    words.columns = valuesOf(plan.axes.front(), axisValue);
    if (plan.axes.size() > 1) {
        words.seriesTitle = axisTitle(plan.axes[1]);
        words.series = valuesOf(plan.axes[1], isMap ? axisValue : seriesName);
    } else {
        words.series = {words.metric};
    }
    words.value = [&metric](double value) { return tickText(metric, value); };
    if (!isMap)
        tellProblem(results, words);
    const std::vector<core::SweepReference> references = core::referencesOf(results);
    for (std::size_t series = 0; isMap && series < plan.series(); ++series) {
        QStringList row;
        for (std::size_t column = 0; column < plan.columns(); ++column) {
            const std::size_t index = plan.indexOf(column, series);
            const SweepData::Point point = pointOf(results, index, metric, references[series]);
            row.append(cellText(results, index, metric, point.value));
        }
        words.cells.push_back(row);
    }
    return words;
}

} // namespace ui
