// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/sweep_plot.h"

#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/sweep_marks.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kLineWidth = 2.5;
constexpr double kRingRadius = 4;
constexpr double kEdge = 6;       // from the highest and the lowest value: markers are not cut
constexpr double kCellGap = 3;    // of a map
constexpr double kMapRow = 68;    // at most
constexpr double kCellsRight = 4; // of a map, from the edge

double widest(const QStringList &texts, const QFont &font)
{
    double most = 0;
    for (const QString &text : texts)
        most = std::max(most, textWidth(font, text));
    return most;
}

// Names of so much room each, where few are too wide for it they are cut; a number never is.
std::size_t everyHowMany(const QStringList &names, double room, const QFont &font)
{
    constexpr int few = 12;
    const bool isCut = names.size() <= few && std::ranges::any_of(names, [](const QString &name) {
                           return name.isEmpty() || !name.front().isDigit();
                       });
    if (isCut || room <= 0)
        return isCut ? 1 : static_cast<std::size_t>(names.size());
    return static_cast<std::size_t>(std::max(1.0, std::ceil(widest(names, font) / room)));
}

// Each so-manieth of these names, at its place from 0 on, in no more than this room.
void setNames(QCPAxis &axis, const QStringList &names, std::size_t every, double room)
{
    const QFontMetricsF metrics(axis.tickLabelFont());
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (int place = 0; place < names.size(); place += static_cast<int>(every))
        ticker->addTick(place, metrics.elidedText(names[place], Qt::ElideRight, room));
    axis.setTicker(ticker);
}

// Of many columns each second, third … is named.
void nameColumns(QCPAxis &axis, const SweepWords &words, const Look &look)
{
    const double wide = std::abs(axis.coordToPixel(1) - axis.coordToPixel(0));
    const std::size_t every = everyHowMany(words.columns, wide - look.px(6), axis.tickLabelFont());
    setNames(axis, words.columns, every, wide * static_cast<double>(every) - look.px(4));
    axis.setLabel(words.xTitle);
    axis.setLabelFont(look.font(TextRole::CaptionStrong));
    axis.setLabelColor(look.theme.text1);
}

// What is between the axes. Margins are not left to the plot, since what lies around has to know
// them; QCustomPlot measures values up from the last row of pixels.
QRectF layOut(QCustomPlot &plot, const QMarginsF &margins)
{
    plot.axisRect()->setAutoMargins(QCP::msNone);
    plot.axisRect()->setMargins(margins.toMargins());
    layOutPlot(plot);
    return QRectF(plot.axisRect()->rect()).translated(0, -1);
}

QMarginsF roomOfLines(const SweepData &data, const SweepWords &words, const Look &look)
{
    QStringList values = {QStringLiteral("0")};
    for (const double value : words.value ? possibleTicks(data) : std::vector<double>())
        values.append(words.value(value));
    QStringList names = words.series;
    if (!data.ideal.empty())
        names.append(words.ideal);
    const double label =
        std::min(look.px(kSweepWidestLabel), widest(names, look.font(TextRole::CaptionStrong)));
    const double line = look.px(kSweepTextLine);
    return {widest(values, look.font(TextRole::Caption)) + look.px(2 * kSweepGap),
            line + look.px(kSweepGap), label + look.px(1.5 * kSweepGap + 2 * kSweepMarker),
            2 * line + look.px(kSweepGap)};
}

// No point lies on the edge.
void setColumns(QCustomPlot &plot, const SweepData &data, const SweepWords &words, const Look &look)
{
    const double last = std::max(0.0, static_cast<double>(data.columns) - 1);
    const double inset = look.px(kSweepMarker);
    const double wide = std::max(1.0, plot.axisRect()->width() - 2 * inset);
    const double room = last > 0 ? inset * last / wide : 0.5;
    plot.xAxis->setRange(-room, last + room);
    nameColumns(*plot.xAxis, words, look);
}

// Above the lowest and below the highest tick there is as much room, in pixels.
void setValues(QCustomPlot &plot, const SweepData &data, const SweepWords &words, double below,
               double above, const Look &look)
{
    const double high = std::max(1.0, plot.axisRect()->height() - below - above);
    const std::vector<double> ticks = sweepTicks(data, high, look.px(kSweepTextLine));
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (const double tick : ticks)
        ticker->addTick(tick, words.value(tick));
    plot.yAxis->setTicker(ticker);
    if (ticks.empty())
        return;
    const double first = ticks.front();
    const double last = ticks.back();
    if (data.logarithmic && first > 0) {
        plot.yAxis->setScaleType(QCPAxis::stLogarithmic);
        const double pixel = std::log(last / first) / high;
        plot.yAxis->setRange(first * std::exp(-below * pixel), last * std::exp(above * pixel));
    } else {
        plot.yAxis->setScaleType(QCPAxis::stLinear);
        const double pixel = (last - first) / high;
        plot.yAxis->setRange(first - below * pixel, last + above * pixel);
    }
}

QCPGraph &addGraph(QCustomPlot &plot, const std::vector<std::optional<double>> &values,
                   const QPen &pen)
{
    QCPGraph &graph = *plot.addGraph();
    for (std::size_t column = 0; column < values.size(); ++column) {
        if (values[column])
            graph.addData(static_cast<double>(column), *values[column]);
    }
    graph.setPen(pen);
    graph.setAntialiased(true);
    graph.setAntialiasedScatters(true);
    return graph;
}

// All markers above all lines.
void addLines(QCustomPlot &plot, const SweepData &data, const Look &look)
{
    const Theme &theme = look.theme;
    addGraph(plot, data.ideal, QPen(theme.text2, look.px(1.5), Qt::DashLine));
    for (const bool markers : {false, true}) {
        for (std::size_t series = 0; series < data.series.size(); ++series) {
            std::vector<std::optional<double>> values;
            for (const SweepData::Point &point : data.series[series])
                values.push_back(point.value);
            QCPGraph &graph = addGraph(plot, values,
                                       QPen(seriesColour(series, theme), look.px(kLineWidth),
                                            Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            if (!markers)
                continue;
            graph.setLineStyle(QCPGraph::lsNone);
            graph.setScatterStyle(seriesMarker(series, look));
        }
    }
}

std::vector<SweepSpot> spotsOf(const QCustomPlot &plot, const SweepData &data, const Look &look)
{
    std::vector<SweepSpot> spots;
    QRectF area(0, 0, look.px(kSweepMarker), look.px(kSweepMarker));
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        for (std::size_t column = 0; column < data.columns; ++column) {
            const std::optional<double> &value = data.series[series][column].value;
            if (!value)
                continue;
            area.moveCenter({plot.xAxis->coordToPixel(static_cast<double>(column)),
                             plot.yAxis->coordToPixel(*value)});
            spots.push_back({series, column, area});
        }
    }
    return spots;
}

// At the last value of each line, those of which nothing runs at the foot.
std::vector<SweepEndLabel> endLabels(const QCustomPlot &plot, const SweepData &data,
                                     const QRectF &values, double foot, const Look &look)
{
    std::vector<SweepEndLabel> labels;
    bool isAtFoot = false;
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        const auto &points = data.series[series];
        const auto last = std::find_if(points.rbegin(), points.rend(),
                                       [](const auto &point) { return point.value.has_value(); });
        if (last != points.rend()) {
            labels.push_back({series, plot.yAxis->coordToPixel(*last->value)});
        } else if (std::ranges::any_of(points, &SweepData::Point::isProblem)) {
            labels.push_back({series, foot});
            isAtFoot = true;
        }
    }
    const auto ideal = std::find_if(data.ideal.rbegin(), data.ideal.rend(),
                                    [](const auto &value) { return value.has_value(); });
    if (ideal != data.ideal.rend())
        labels.push_back({{}, plot.yAxis->coordToPixel(**ideal)});
    spreadLabels(labels, look.px(kSweepTextLine), values.top(), isAtFoot ? foot : values.bottom());
    return labels;
}

void drawStars(QPainter &painter, const std::vector<SweepSpot> &spots, const SweepData &data,
               const Look &look)
{
    for (const SweepSpot &spot : spots) {
        if (data.series[spot.series][spot.column].isMarked)
            drawSweepText(painter,
                          spot.area.translated(spot.area.width(), -spot.area.height() * 0.8),
                          Qt::AlignCenter, QStringLiteral("*"), look.font(TextRole::CaptionStrong),
                          look.theme.text1);
    }
}

// Above the axes at top, up to the edge of the chart: names at the ends of lines stand lower.
void drawTitle(QPainter &painter, double top, double left, double right, const QString &title,
               const Look &look)
{
    const double line = look.px(kSweepTextLine);
    const QFont font = look.font(TextRole::Caption);
    const double room = std::max(0.0, right - left);
    drawSweepText(
        painter, {left, top - line - look.px(4), room, line}, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(font).elidedText(title, Qt::ElideRight, room), font, look.theme.text2);
}

std::vector<SweepSpot> fillLines(QCustomPlot &plot, const SweepData &data, const SweepWords &words,
                                 const Look &look)
{
    const double marker = look.px(kSweepMarker);
    const QRectF axes = layOut(plot, roomOfLines(data, words, look));
    setColumns(plot, data, words, look);
    std::vector<double> columns;
    for (std::size_t column = 0; column < data.columns; ++column)
        columns.push_back(plot.xAxis->coordToPixel(static_cast<double>(column)));
    const SweepPiles piles = pileProblems(data, columns, axes.bottom(), axes.height(), marker);
    const double above = look.px(kEdge);
    const double below = std::max(piles.height, above);
    setValues(plot, data, words, below, above, look);
    addLines(plot, data, look);
    std::vector<SweepSpot> spots = spotsOf(plot, data, look);
    const QRectF values = axes.adjusted(0, above, 0, -below);
    const auto labels = endLabels(plot, data, values, axes.bottom(), look);
    const double edge = plot.viewport().width();
    new SweepMarks(plot, [=](QCPPainter &painter) {
        drawTitle(painter, axes.top(), axes.left(), edge, words.metric, look);
        drawStars(painter, spots, data, look);
        drawProblems(painter, piles.spots, words, data.series.size() > 1,
                     axes.adjusted(0, axes.height() - below, 0, 0), look);
        drawEndLabels(painter, labels, axes.right() + marker, words, look);
    });
    spots.insert(spots.end(), piles.spots.begin(), piles.spots.end());
    return spots;
}

// Rows as high as the room, but not higher than wide cells want to be.
QRectF setCells(QCustomPlot &plot, const SweepData &data, const SweepWords &words, const Look &look)
{
    const double line = look.px(kSweepTextLine);
    const double widestName = look.px(kSweepWidestLabel);
    const double names = std::max(widest(words.series, plot.yAxis->tickLabelFont()), look.px(16));
    QMarginsF room(std::min(names, widestName) + look.px(2 * kSweepGap), line + look.px(kSweepGap),
                   look.px(kCellsRight), 2 * line + look.px(kSweepGap));
    const auto rows = static_cast<double>(std::max<std::size_t>(1, data.series.size()));
    const auto columns = static_cast<double>(std::max<std::size_t>(1, data.columns));
    const double high = plot.viewport().height() - room.top() - room.bottom();
    const double row = std::min(high / rows, look.px(kMapRow));
    room.setBottom(room.bottom() + high - rows * row);
    const QRectF axes = layOut(plot, room);
    plot.xAxis->setRange(-0.5, columns - 0.5);
    plot.yAxis->setRange(-0.5, rows - 0.5);
    plot.yAxis->setRangeReversed(true);
    plot.yAxis->grid()->setVisible(false);
    nameColumns(*plot.xAxis, words, look);
    // Of rows lower than a line each second, third … is named.
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(0.8 * line / row)));
    setNames(*plot.yAxis, words.series, every, widestName);
    return axes;
}

std::vector<SweepSpot> fillMap(QCustomPlot &plot, const SweepData &data, const SweepWords &words,
                               const Look &look)
{
    const QRectF axes = setCells(plot, data, words, look);
    const double gap = look.px(kCellGap) / 2;
    std::vector<SweepSpot> cells;
    for (std::size_t series = 0; series < data.series.size(); ++series) {
        for (std::size_t column = 0; column < data.columns; ++column) {
            const double x = static_cast<double>(column);
            const double y = static_cast<double>(series);
            const QRectF cell(
                QPointF(plot.xAxis->coordToPixel(x - 0.5), plot.yAxis->coordToPixel(y - 0.5)),
                QPointF(plot.xAxis->coordToPixel(x + 0.5), plot.yAxis->coordToPixel(y + 0.5)));
            cells.push_back({series, column, cell.adjusted(gap, gap, -gap, -gap)});
        }
    }
    new SweepMarks(plot, [=](QCPPainter &painter) {
        drawTitle(painter, axes.top(), 0, axes.right(), words.seriesTitle, look);
        drawCells(painter, cells, data, words, look);
    });
    return cells;
}

} // namespace

std::vector<SweepSpot> fillSweepPlot(QCustomPlot &plot, const SweepData &data,
                                     const SweepWords &words, SweepShape shape, const Look &look)
{
    plot.clearGraphs();
    plot.clearItems();
    applyTheme(plot, look);
    return shape == SweepShape::Lines ? fillLines(plot, data, words, look)
                                      : fillMap(plot, data, words, look);
}

void ringOnSweepPlot(QCustomPlot &plot, const QRectF &area, const Look &look)
{
    const QString name = QStringLiteral("ring");
    if (auto *former = plot.findChild<QCPAbstractItem *>(name))
        plot.removeItem(former);
    if (area.isEmpty() || !look.interactive)
        return;
    auto *ring = new SweepMarks(plot, [=](QCPPainter &painter) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(look.theme.text1, look.px(2)));
        painter.drawRoundedRect(area, look.px(kRingRadius), look.px(kRingRadius));
    });
    ring->setObjectName(name);
}

void paintSweep(QPainter &painter, const core::SweepResults &results,
                const core::SweepMetric &metric, SweepShape shape, const QSize &size,
                const Look &look)
{
    QCustomPlot plot;
    plot.setViewport(QRect(QPoint(), size)); // it is never shown
    (void)fillSweepPlot(plot, dataOf(results, metric), wordsOf(results, metric, shape), shape,
                        look);
    paintPlot(plot, painter, QRect(QPoint(), size), look);
}

} // namespace ui
