// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/sweep/sweep_layout.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int kMostTicks = 9;
constexpr double kTickLines = 1.2;        // of text, from one tick to the next
constexpr double kMostForProblems = 0.45; // of the height, for what does not run
constexpr double kMapRowHeight = 64;      // at most, per 16 px of a line
constexpr double kUsualLine = 16;

// From values to y.
class Scale
{
public:
    Scale(const SweepExtent &extent, bool logarithmic, const QRectF &plot, int mostTicks)
        : m_logarithmic(logarithmic && extent.least > 0), m_plot(plot)
    {
        const double mostSteps = std::max(1, mostTicks - 1);
        m_bottom = m_logarithmic ? std::floor(std::log2(extent.least) + 1e-9) : 0;
        m_top = m_logarithmic ? std::ceil(std::log2(extent.most) - 1e-9) : 0;
        if (m_logarithmic) {
            m_top = std::max(m_top, m_bottom + 1);
            m_step = std::max(1.0, std::ceil((m_top - m_bottom) / mostSteps));
        } else {
            m_step = roundStep(extent.most > 0 ? extent.most : 1, std::min(6.0, mostSteps));
            m_top = m_step * std::max(1.0, std::ceil(extent.most / m_step - 1e-9));
        }
    }

    [[nodiscard]] double y(double value) const
    {
        const double at = m_logarithmic ? std::log2(value) : value;
        return m_plot.bottom() - (at - m_bottom) / (m_top - m_bottom) * m_plot.height();
    }

    [[nodiscard]] std::vector<SweepLinesLayout::Tick> ticks() const
    {
        std::vector<SweepLinesLayout::Tick> ticks;
        for (int i = 0; m_bottom + i * m_step <= m_top + 1e-9 * m_step; ++i) {
            const double at = m_bottom + i * m_step;
            const double value = m_logarithmic ? std::exp2(at) : at;
            ticks.push_back({y(value), value});
        }
        return ticks;
    }

private:
    // 1, 2 or 5 times a power of ten, so that at most so many steps reach the value: three to six
    // where there is room for them.
    static double roundStep(double most, double mostSteps)
    {
        const double power = std::pow(10, std::floor(std::log10(most)) - 1);
        for (const double factor : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0}) {
            if (most / (factor * power) <= mostSteps)
                return factor * power;
        }
        return 100 * power;
    }

    bool m_logarithmic;
    QRectF m_plot;
    double m_bottom = 0;
    double m_top = 1;
    double m_step = 1;
};

QRectF around(const QPointF &centre, double across)
{
    return {centre.x() - across / 2, centre.y() - across / 2, across, across};
}

// Labels keep their order and get apart between these two.
void spread(std::vector<SweepLinesLayout::EndLabel> &labels, double line, double top, double foot)
{
    std::ranges::stable_sort(labels, {}, [](const auto &label) { return label.at.y(); });
    double least = top;
    for (auto &label : labels) {
        label.at.setY(std::max(label.at.y(), least));
        least = label.at.y() + line;
    }
    double most = foot;
    for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
        label->at.setY(std::min(label->at.y(), most));
        most = label->at.y() - line;
    }
}

// So many that their names do not touch.
int ticksIn(double height, double line)
{
    const double steps = std::floor(height / std::max(1.0, line * kTickLines));
    return static_cast<int>(std::clamp(steps + 1, 2.0, double(kMostTicks)));
}

constexpr double kProblem = 1.4;      // across, in markers
constexpr double kProblemPitch = 1.6; // from one to the next

std::size_t highestPile(const SweepData &data)
{
    std::size_t highest = 0;
    for (std::size_t column = 0; column < data.columns; ++column) {
        const auto isProblem = [column](const auto &series) { return series[column].isProblem; };
        highest = std::max(highest,
                           static_cast<std::size_t>(std::ranges::count_if(data.series, isProblem)));
    }
    return highest;
}

// Below the plot, one above the other; the plot gives way to the highest pile, but keeps the larger
// part of the height: high piles are pressed together.
void placeProblems(const SweepData &data, const SweepRoom &room, SweepLinesLayout &layout)
{
    const double foot = layout.plot.bottom();
    layout.foot = foot;
    const std::size_t highest = highestPile(data);
    if (highest == 0)
        return;
    const double piled = static_cast<double>(highest) + 0.5;
    const double pitch =
        std::min(room.marker * kProblemPitch, kMostForProblems * layout.plot.height() / piled);
    for (std::size_t column = 0; column < data.columns; ++column) {
        std::size_t pile = 0;
        for (std::size_t series = 0; series < data.series.size(); ++series) {
            if (!data.series[series][column].isProblem)
                continue;
            const double y = foot - (static_cast<double>(pile) + 0.5) * pitch;
            layout.problems.push_back(
                {series, column,
                 around({layout.columns[column], y}, pitch * kProblem / kProblemPitch)});
            ++pile;
        }
    }
    layout.plot.setBottom(foot - piled * pitch);
}

// A series of which nothing runs has its name beside what does not run. Whether there is one.
bool nameProblems(const SweepData &data, const SweepRoom &room, SweepLinesLayout &layout)
{
    const std::size_t before = layout.labels.size();
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        const bool runs = std::ranges::any_of(
            data.series[series], [](const auto &point) { return point.value.has_value(); });
        const bool isThere = std::ranges::any_of(data.series[series], &SweepData::Point::isProblem);
        if (!runs && isThere)
            layout.labels.push_back({series, {layout.plot.right() + room.marker, layout.foot}});
    }
    return layout.labels.size() > before;
}

} // namespace

std::optional<SweepExtent> extentOf(const SweepData &data, bool withIdeal)
{
    std::optional<SweepExtent> extent;
    const auto take = [&extent](const std::optional<double> &value) {
        if (!value)
            return;
        if (!extent)
            extent = {*value, *value};
        extent->least = std::min(extent->least, *value);
        extent->most = std::max(extent->most, *value);
    };
    for (const auto &series : data.series) {
        for (const SweepData::Point &point : series)
            take(point.value);
    }
    if (withIdeal && extent)
        std::ranges::for_each(data.ideal, take);
    return extent;
}

std::vector<double> possibleTicks(const SweepData &data)
{
    std::vector<double> values;
    const std::optional<SweepExtent> extent = extentOf(data, true);
    for (int most = 2; extent && most <= kMostTicks; ++most) {
        for (const SweepLinesLayout::Tick &tick :
             Scale(*extent, data.logarithmic, {0, 0, 1, 1}, most).ticks())
            values.push_back(tick.value);
    }
    return values;
}

SweepLinesLayout layoutSweepLines(const SweepData &data, const QRectF &area, const SweepRoom &room)
{
    SweepLinesLayout layout;
    layout.plot = area.adjusted(room.left, room.top, -room.right, -room.bottom);
    const double inset = room.marker; // no point on the edge
    const double wide = std::max(1.0, layout.plot.width() - 2 * inset);
    for (std::size_t column = 0; column < data.columns; ++column) {
        const double share =
            data.columns > 1 ? static_cast<double>(column) / static_cast<double>(data.columns - 1)
                             : 0.5;
        layout.columns.push_back(layout.plot.left() + inset + share * wide);
    }
    placeProblems(data, room, layout);
    const std::optional<SweepExtent> extent = extentOf(data, true);
    if (!extent) {
        (void)nameProblems(data, room, layout);
        spread(layout.labels, room.line, layout.plot.top(), layout.foot);
        return layout;
    }
    const Scale scale(*extent, data.logarithmic, layout.plot,
                      ticksIn(layout.plot.height(), room.line));
    layout.ticks = scale.ticks();
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        std::vector<QPointF> line;
        for (std::size_t column = 0; column < data.columns; ++column) {
            const std::optional<double> &value = data.series[series][column].value;
            if (!value)
                continue;
            line.emplace_back(layout.columns[column], scale.y(*value));
            layout.points.push_back({series, column, around(line.back(), room.marker)});
        }
        if (!line.empty())
            layout.labels.push_back({series, {layout.plot.right() + room.marker, line.back().y()}});
        layout.lines.push_back(std::move(line));
    }
    for (std::size_t column = 0; column < data.ideal.size(); ++column) {
        if (data.ideal[column])
            layout.ideal.emplace_back(layout.columns[column], scale.y(*data.ideal[column]));
    }
    if (!layout.ideal.empty())
        layout.labels.push_back({{}, {layout.plot.right() + room.marker, layout.ideal.back().y()}});
    const bool named = nameProblems(data, room, layout);
    spread(layout.labels, room.line, layout.plot.top(), named ? layout.foot : layout.plot.bottom());
    return layout;
}

std::vector<SweepSpot> layoutSweepMap(const SweepData &data, const QRectF &area,
                                      const SweepRoom &room, double gap)
{
    std::vector<SweepSpot> cells;
    const QRectF plot = area.adjusted(room.left, room.top, -room.right, -room.bottom);
    const double rows = static_cast<double>(std::max<std::size_t>(1, data.series.size()));
    const double columns = static_cast<double>(std::max<std::size_t>(1, data.columns));
    const double wide = plot.width() / columns;
    const double high = std::min(plot.height() / rows, kMapRowHeight * room.line / kUsualLine);
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        for (std::size_t column = 0; column < data.columns; ++column) {
            const QRectF cell(plot.left() + static_cast<double>(column) * wide,
                              plot.top() + static_cast<double>(series) * high, wide, high);
            cells.push_back({series, column, cell.adjusted(gap / 2, gap / 2, -gap / 2, -gap / 2)});
        }
    }
    return cells;
}

} // namespace ui
