// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/layout_plot.h"

#include "core/search/layout_front.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/layout_labels.h"
#include "ui/views/charts/layout_legend.h"
#include "ui/words/text_of.h"

#include <QCoreApplication>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace ui {

namespace {

struct LayoutPlot
{
    Q_DECLARE_TR_FUNCTIONS(LayoutPlot)
};

// Graphs, the first at the back.
enum Graph { TooLarge, Simulated, Bound, Front, Ideas, Now, Selected, GraphCount };

constexpr double kBeyond = 1.25;    // of the capacity: how far the axis of memory goes
constexpr double kMostRatio = 3;    // of the slowest step shown to the bound, on even steps
constexpr double kRoom = 0.07;      // of the axis of time, above and below
constexpr double kTickSpacing = 44; // logical pixels
constexpr double kFreeTicks = 70;
constexpr double kMostBelow = 0.4; // of the axis, for the words below the bound

QCPItemText *addLabel(QCustomPlot &plot, const char *name)
{
    auto *text = new QCPItemText(&plot);
    text->setObjectName(QString::fromLatin1(name));
    text->setVisible(false);
    text->setClipToAxisRect(false);
    return text;
}

template <class Text>
void setTicks(QCPAxis &axis, double pixels, double spacing, const Text &text)
{
    const QCPRange range = axis.range();
    const double count = std::max(2.0, pixels / spacing);
    const double step = roundValue(std::max(1.0, range.size() / count));
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    for (double at = std::ceil(std::max(0.0, range.lower) / step) * step; at <= range.upper;
         at += step)
        ticker->addTick(at, text(at));
    axis.setTicker(ticker);
}

void setData(QCPGraph &graph, std::span<const core::LayoutPoint> points)
{
    QVector<double> memory;
    QVector<double> step;
    for (const core::LayoutPoint &point : points) {
        memory.append(static_cast<double>(point.memory.count));
        step.append(static_cast<double>(point.step.count));
    }
    graph.setData(memory, step);
}

// From what cannot be reached to what is worth a look: the front, and the layout of now. Below the
// bound, where nothing is, there is room for its words.
QCPRange rangeOfSteps(const LayoutChartData &data, const std::vector<std::size_t> &front,
                      double below)
{
    double least = static_cast<double>(data.bound.count);
    double most = 0;
    const auto take = [&](const core::LayoutPoint &point) {
        const auto step = static_cast<double>(point.step.count);
        least = least > 0 ? std::min(least, step) : step;
        most = std::max(most, step);
    };
    for (const std::size_t place : front)
        take(data.points[place]);
    most = std::min(most, kMostRatio * least);
    for (const core::LayoutPoint &idea : data.ideas)
        take(idea);
    if (data.now)
        take(*data.now);
    if (most <= 0)
        return {0, 1e9};
    const double room = std::max(kRoom * (most - least), 0.01 * most);
    const double upper = most + 1.5 * room;
    const double lower = data.bound.count > 0 ? (least - below * upper) / (1 - below) : least;
    return {std::min(lower, least - room), upper};
}

void setAxes(QCustomPlot &plot, const LayoutChartData &data, const std::vector<std::size_t> &front,
             const Look &look)
{
    plot.xAxis->setRange(
        0, kBeyond * static_cast<double>(std::max<std::int64_t>(1, data.capacity.count)));
    const double below = look.px(kLayoutBadge / 2 + kBoundText + 4) / heightOfAxis(plot, look);
    plot.yAxis->setRange(rangeOfSteps(data, front, std::min(below, kMostBelow)));
    plot.yAxis->setLabel(LayoutPlot::tr("step"));
    plot.xAxis->setLabel(LayoutPlot::tr("memory of the fullest GPU at its peak"));
    setTicks(*plot.xAxis, plot.width(), look.px(kFreeTicks),
             [](double bytes) { return textOf(core::figureOf(core::bytesFrom(bytes)).text()); });
    const auto top = static_cast<std::int64_t>(plot.yAxis->range().upper);
    setTicks(*plot.yAxis, heightOfAxis(plot, look), look.px(kTickSpacing), [top](double nanos) {
        return textOf(
            core::figureOf(core::Nanos{static_cast<std::int64_t>(nanos)}, core::Nanos{top}).text());
    });
}

void dressGraphs(QCustomPlot &plot, const Look &look)
{
    const Theme &theme = look.theme;
    using Style = QCPScatterStyle;
    const auto dress = [&plot](Graph graph, const QPen &pen, const Style &style) {
        plot.graph(graph)->setPen(pen);
        plot.graph(graph)->setScatterStyle(style);
        plot.graph(graph)->setAntialiased(true);
        plot.graph(graph)->setAntialiasedScatters(true);
    };
    const QPen none(Qt::NoPen);
    dress(TooLarge, none,
          Style(Style::ssCross, QPen(theme.problem, look.px(1.2)), Qt::NoBrush, look.px(6)));
    dress(Simulated, none, Style(Style::ssDisc, QPen(theme.line3, 0), theme.line3, look.px(4.5)));
    dress(Bound, QPen(theme.memActs, look.px(1.6), Qt::DotLine), Style());
    dress(Front, QPen(theme.accent, look.px(2)),
          Style(Style::ssSquare, QPen(theme.surface, 1), theme.accent, look.px(7)));
    dress(Ideas, none,
          Style(Style::ssCircle, QPen(theme.surface, look.px(1)), theme.accent,
                look.px(kLayoutBadge)));
    dress(Now, none,
          Style(Style::ssCircle, QPen(theme.text1, look.px(2.5)), Qt::NoBrush, look.px(13)));
    dress(Selected, none,
          Style(Style::ssCircle, QPen(theme.text1, look.px(2)), Qt::NoBrush, look.px(26)));
}

} // namespace

void buildLayoutPlot(QCustomPlot &plot)
{
    auto *beyond = new QCPItemRect(&plot);
    beyond->setObjectName(QStringLiteral("beyond"));
    beyond->setLayer(QStringLiteral("background"));
    auto *capacity = new QCPItemStraightLine(&plot);
    capacity->setObjectName(QStringLiteral("capacity"));
    for (int i = 0; i < GraphCount; ++i) {
        plot.addGraph();
        plot.graph(i)->setLineStyle(i == Front   ? QCPGraph::lsStepLeft
                                    : i == Bound ? QCPGraph::lsLine
                                                 : QCPGraph::lsNone);
    }
    plot.graph(TooLarge)->setName(LayoutPlot::tr("needs too much memory"));
    plot.graph(Simulated)->setName(LayoutPlot::tr("a layout that was simulated"));
    plot.graph(Bound)->setName(LayoutPlot::tr("proved bound"));
    plot.graph(Front)->setName(LayoutPlot::tr("none simulated beats it"));
    plot.graph(Ideas)->setName(LayoutPlot::tr("idea"));
    plot.graph(Now)->setName(LayoutPlot::tr("chosen now"));
    plot.graph(Selected)->removeFromLegend();
    for (const char *name : {"idea-0", "idea-1", "idea-2", "now"}) {
        auto *anchor = new QCPItemTracer(&plot);
        anchor->setObjectName(QString::fromLatin1(name));
        anchor->setStyle(QCPItemTracer::tsNone);
        QCPItemText *text = addLabel(plot, name);
        text->position->setType(QCPItemPosition::ptAbsolute);
        text->position->setParentAnchor(anchor->position);
    }
    for (const char *name : {"full", "bound"})
        addLabel(plot, name)->position->setType(QCPItemPosition::ptPlotCoords);
    plot.plotLayout()->addElement(1, 0, plot.legend);
    plot.plotLayout()->setRowStretchFactor(1, 0.001);
    plot.legend->setVisible(true);
}

void fillLayoutPlot(QCustomPlot &plot, const LayoutChartData &data, const Look &look)
{
    applyTheme(plot, look);
    const std::vector<std::size_t> front = core::frontOf(data.points);
    dressGraphs(plot, look);
    // What stands beside its own words in the picture gives way where there is little room.
    dressLegend(*plot.legend, {TooLarge, Simulated, Bound, Front, Ideas, Now}, {Simulated, Front},
                look);
    setAxes(plot, data, front, look);
    std::vector<core::LayoutPoint> fit;
    std::vector<core::LayoutPoint> tooLarge;
    for (const core::LayoutPoint &point : data.points)
        (point.fits ? fit : tooLarge).push_back(point);
    std::vector<core::LayoutPoint> best;
    for (const std::size_t place : front)
        best.push_back(data.points[place]);
    setData(*plot.graph(TooLarge), tooLarge);
    setData(*plot.graph(Simulated), fit);
    setData(*plot.graph(Front), best);
    setData(*plot.graph(Ideas), badgesOf(data));
    setData(*plot.graph(Now), data.now ? std::vector{*data.now} : std::vector<core::LayoutPoint>{});
    const bool known = data.bound.count > 0;
    const QVector<double> steps(known ? 2 : 0, static_cast<double>(data.bound.count));
    plot.graph(Bound)->setData(known ? QVector<double>{0, static_cast<double>(data.limit.count)}
                                     : QVector<double>{},
                               steps);
    plot.setViewport(plot.rect()); // also of one that was never shown
    layOutPlot(plot);
    labelLayoutPlot(plot, data, look);
}

void ringOnPlot(QCustomPlot &plot, const std::optional<core::LayoutPoint> &point, const Look &look)
{
    setData(*plot.graph(Selected),
            point && look.interactive ? std::vector{*point} : std::vector<core::LayoutPoint>{});
}

} // namespace ui
