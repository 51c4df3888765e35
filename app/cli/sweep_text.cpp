// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/sweep_text.h"

#include "core/base/text.h"

#include <algorithm>
#include <vector>

namespace app {
namespace {

constexpr std::string_view kHeadline[] = {
    "step_time", "tokens_per_second", "scaling_efficiency", "mfu", "idle", "memory"};
constexpr std::string_view kHeadlineNames[] = {"step", "tokens/s", "efficiency",
                                               "MFU",  "idle",     "memory"};

using Row = std::vector<std::string>;

// Signs, not bytes: a µ is one.
std::size_t widthOf(const std::string &text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

// Columns flush right; what stands after the last of them is a remark.
std::string laidOut(const std::vector<Row> &rows, std::size_t columns)
{
    std::vector<std::size_t> widths(columns, 0);
    for (const Row &row : rows) {
        for (std::size_t i = 0; i < std::min(columns, row.size()); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    std::string text;
    for (const Row &row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += i == 0 ? "" : "  ";
            if (i < columns)
                line += std::string(widths[i] - widthOf(row[i]), ' ');
            line += row[i];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

std::string headOf(const core::SweepPlan &plan)
{
    const bool weak = plan.scaling == core::Scaling::Weak;
    return plan.scenario.title +
           (weak ? ", weak scaling: the same samples for each GPU"
                 : ", strong scaling: the same global batch") +
           "\n\n";
}

// Why a point is not there, or what is not as it was.
std::string remarkOf(const core::SweepPoint &point)
{
    std::string text = point.reason;
    for (const std::string &change : point.changed)
        text += (text.empty() ? "" : " ") + change;
    return text;
}

Row lineOf(const core::SweepResults &results, const core::SweepPoint &point,
           const core::SweepReference &reference)
{
    Row row;
    for (std::size_t axis = 0; axis < results.plan.axes.size(); ++axis)
        row.push_back(results.plan.valueAt(axis, point.index));
    for (const std::string_view id : kHeadline) {
        const core::SweepMetric &metric = *core::findSweepMetric(id);
        const bool runs = point.state == core::PointState::Runs;
        const std::optional<double> value =
            runs ? core::metricOf(metric, point, reference) : std::nullopt;
        row.push_back(value ? core::metricText(metric, *value) : "-");
    }
    row.push_back(remarkOf(point));
    return row;
}

std::string cellOf(const core::SweepResults &results, std::size_t index,
                   const core::SweepMetric &metric, const core::SweepReference &reference)
{
    constexpr std::string_view marks[] = {"-", "OOM", "stops", "-"}; // PointState
    const std::optional<core::SweepPoint> &point = results.points[index];
    if (!point)
        return {};
    if (point->state != core::PointState::Runs)
        return std::string(marks[static_cast<std::size_t>(point->state)]);
    const std::optional<double> value = core::metricOf(metric, *point, reference);
    return (value ? core::metricText(metric, *value) : "-") + (point->changed.empty() ? "" : " *");
}

// What the marks in the table stand for.
std::string remarksOf(const core::SweepResults &results)
{
    std::string text;
    for (const std::optional<core::SweepPoint> &point : results.points) {
        const std::string remark = point ? remarkOf(*point) : std::string();
        if (remark.empty())
            continue;
        text += "\n! ";
        for (std::size_t axis = 0; axis < results.plan.axes.size(); ++axis)
            text += (axis == 0 ? "" : ", ") + results.plan.axes[axis].path + ' ' +
                    results.plan.valueAt(axis, point->index);
        text += ": " + remark;
    }
    return text.empty() ? text : text + '\n';
}

} // namespace

std::string tableOf(const core::SweepResults &results)
{
    const core::SweepPlan &plan = results.plan;
    Row head;
    for (const core::SweepAxis &axis : plan.axes)
        head.push_back(axis.path);
    head.insert(head.end(), std::begin(kHeadlineNames), std::end(kHeadlineNames));
    const std::size_t columns = head.size();
    std::vector<Row> rows = {head};
    const std::vector<core::SweepReference> references = core::referencesOf(results);
    for (const std::optional<core::SweepPoint> &point : results.points) {
        if (point)
            rows.push_back(lineOf(results, *point, references[plan.placeAt(1, point->index)]));
    }
    return headOf(plan) + laidOut(rows, columns);
}

std::string tableOf(const core::SweepResults &results, const core::SweepMetric &metric)
{
    const core::SweepPlan &plan = results.plan;
    const bool hasIdeal = core::idealAt(results, 0, metric).has_value();
    Row head = {plan.axes.front().path};
    for (std::size_t series = 0; series < plan.series(); ++series)
        head.push_back(plan.axes.size() > 1 ? plan.axes[1].values[series] : std::string(metric.id));
    if (hasIdeal)
        head.push_back("ideal");
    std::vector<Row> rows = {head};
    const std::vector<core::SweepReference> references = core::referencesOf(results);
    for (std::size_t column = 0; column < plan.columns(); ++column) {
        Row row = {plan.axes.front().values[column]};
        for (std::size_t series = 0; series < plan.series(); ++series)
            row.push_back(
                cellOf(results, plan.indexOf(column, series), metric, references[series]));
        if (hasIdeal)
            row.push_back(core::metricText(metric, *core::idealAt(results, column, metric)));
        rows.push_back(row);
    }
    return headOf(plan) + core::phrase(metric.title) +
           (plan.axes.size() > 1 ? " by " + plan.axes[1].path : "") + '\n' +
           laidOut(rows, head.size()) + remarksOf(results);
}

} // namespace app
