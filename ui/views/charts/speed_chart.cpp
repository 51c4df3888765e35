// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/speed_chart.h"

#include "ui/views/charts/chart_theme.h"
#include "ui/words/text_of.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <map>

namespace ui {

namespace {

constexpr double kGiga = 1e9;
constexpr double kMargin = 1.25; // the axes go on this far beyond the points
// Shapes tell the series apart where colours do not.
constexpr std::array kShapes = {
    QCPScatterStyle::ssDisc,    QCPScatterStyle::ssSquare,           QCPScatterStyle::ssTriangle,
    QCPScatterStyle::ssDiamond, QCPScatterStyle::ssTriangleInverted, QCPScatterStyle::ssCross};

struct Series
{
    QVector<double> size;
    QVector<double> measured;
    QVector<double> curve;
};

// By rows: the products with a square of weights, the smallest first.
std::map<int, Series> seriesOf(const core::live::ComputerCurve &curve)
{
    std::map<int, Series> byRows;
    for (const core::live::MeasuredProduct &product : curve.products) {
        if (product.columns != product.inner)
            continue;
        Series &series = byRows[product.rows];
        series.size.append(product.columns);
        series.measured.append(product.measured / kGiga);
        series.curve.append(product.curve / kGiga);
    }
    return byRows;
}

} // namespace

SpeedChart::SpeedChart(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    m_plot->setObjectName(QStringLiteral("speedPlot"));
    const auto ticker = QSharedPointer<QCPAxisTickerLog>::create();
    ticker->setLogBase(2);
    m_plot->xAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->xAxis->setTicker(ticker);
    m_plot->xAxis->setNumberFormat(QStringLiteral("f"));
    m_plot->xAxis->setNumberPrecision(0);
    m_plot->xAxis->setLabel(tr("inputs and outputs of the layer"));
    m_plot->yAxis->setLabel(tr("GFLOP/s"));
    m_plot->legend->setVisible(true);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignLeft);
    setAccessibleName(tr("Speed of matrix products by size"));
    setWhatsThis(tr("Each dot is a matrix product that was measured on one thread. The lines are "
                    "the curve that was fitted to all of them."));
}

void SpeedChart::setCurve(const core::live::ComputerCurve &curve)
{
    m_plot->clearGraphs();
    double most = 0;
    double largest = 1;
    double smallest = 1;
    const std::map<int, Series> all = seriesOf(curve);
    for (const auto &[rows, series] : all) {
        QCPGraph *dots = m_plot->addGraph();
        dots->setLineStyle(QCPGraph::lsNone);
        dots->setData(series.size, series.measured, true);
        dots->setName(tr("%1 samples").arg(textOf(core::figureOfCount(rows))));
        QCPGraph *line = m_plot->addGraph();
        line->setData(series.size, series.curve, true);
        line->removeFromLegend();
        most = std::max({most, *std::ranges::max_element(series.measured),
                         *std::ranges::max_element(series.curve)});
        smallest = series.size.front();
        largest = std::max(largest, series.size.back());
    }
    m_plot->xAxis->setRange(smallest / kMargin, largest * kMargin);
    m_plot->yAxis->setRange(0, most > 0 ? most * 1.06 : 1);
    setAccessibleDescription(tr("%1 products, up to %2 GFLOP/s")
                                 .arg(curve.products.size())
                                 .arg(textOf(core::figureOfNumber(most))));
    dress();
}

void SpeedChart::dress()
{
    const Theme &theme = m_look.theme;
    const std::array<QColor, kShapes.size()> colours = {theme.forward, theme.backward, theme.sync,
                                                        theme.problem, theme.memActs,  theme.text2};
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const auto series = static_cast<std::size_t>(i / 2) % colours.size();
        const QColor colour = colours.at(series);
        if (i % 2 == 0)
            m_plot->graph(i)->setScatterStyle(
                QCPScatterStyle(kShapes.at(series), QPen(colour, 1), colour, m_look.px(7)));
        m_plot->graph(i)->setPen(QPen(colour, 1));
    }
    m_plot->legend->setFont(m_look.font(TextRole::Caption));
    m_plot->legend->setTextColor(theme.text2);
    m_plot->legend->setBrush(theme.surface);
    m_plot->legend->setBorderPen(QPen(theme.line, 1));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SpeedChart::setLook(const Look &look)
{
    m_look = look;
    applyTheme(*m_plot, look);
    m_plot->xAxis->grid()->setVisible(true);
    updateGeometry();
    dress();
}

QSize SpeedChart::sizeHint() const
{
    return {m_look.ipx(420), m_look.ipx(320)};
}

QSize SpeedChart::minimumSizeHint() const
{
    return {m_look.ipx(240), m_look.ipx(160)};
}

void SpeedChart::resizeEvent(QResizeEvent *)
{
    m_plot->setGeometry(rect());
}

} // namespace ui
