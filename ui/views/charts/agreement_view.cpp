// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/agreement_view.h"

#include "ui/views/charts/chart_theme.h"

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <limits>

namespace ui {

namespace {

constexpr double kTolerance = 0.1;
constexpr double kMargin = 1.3; // the axes go on this far beyond the points
constexpr std::array<double, 3> kLines = {1, 1 + kTolerance, 1 - kTolerance};
constexpr int kPoints = static_cast<int>(kLines.size());

} // namespace

AgreementView::AgreementView(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    m_plot->setObjectName(QStringLiteral("agreementPlot"));
    for (int i = 0; i <= kPoints; ++i)
        m_plot->addGraph();
    m_plot->graph(kPoints)->setLineStyle(QCPGraph::lsNone);
    const auto ticker = QSharedPointer<QCPAxisTickerLog>::create();
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setScaleType(QCPAxis::stLogarithmic);
        axis->setTicker(ticker);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(3);
    }
    m_plot->xAxis->setLabel(tr("published, s"));
    m_plot->yAxis->setLabel(tr("predicted, s"));
    setAccessibleName(tr("Predicted against published"));
    setWhatsThis(tr("Every point is a published run. On the diagonal the prediction equals it; the "
                    "thin lines are 10 % away."));
}

void AgreementView::setTable(const core::ValidationTable &table)
{
    QVector<double> published;
    QVector<double> ours;
    double least = std::numeric_limits<double>::max();
    double most = 0;
    for (const core::ValidationRow &row : table.rows) {
        if (!row.ours || *row.ours <= 0 || row.published <= 0)
            continue;
        published.append(row.published);
        ours.append(*row.ours);
        least = std::min({least, row.published, *row.ours});
        most = std::max({most, row.published, *row.ours});
    }
    m_plot->graph(kPoints)->setData(published, ours);
    if (published.isEmpty())
        return;
    const QVector<double> ends = {least / kMargin, most * kMargin};
    for (int i = 0; i < kPoints; ++i) {
        const double slope = kLines.at(static_cast<std::size_t>(i));
        m_plot->graph(i)->setData(ends, {ends[0] * slope, ends[1] * slope}, true);
    }
    m_plot->xAxis->setRange(ends[0], ends[1]);
    m_plot->yAxis->setRange(ends[0], ends[1]);
    setAccessibleDescription(tr("%1 runs, from %2 to %3 s")
                                 .arg(published.size())
                                 .arg(QLocale().toString(least, 'g', 3))
                                 .arg(QLocale().toString(most, 'g', 3)));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void AgreementView::setLook(const Look &look)
{
    m_look = look;
    applyTheme(*m_plot, look);
    m_plot->xAxis->grid()->setVisible(true);
    m_plot->graph(0)->setPen(QPen(look.theme.text2, 1));
    m_plot->graph(1)->setPen(QPen(look.theme.text3, 1, Qt::DashLine));
    m_plot->graph(2)->setPen(QPen(look.theme.text3, 1, Qt::DashLine));
    m_plot->graph(kPoints)->setScatterStyle(QCPScatterStyle(
        QCPScatterStyle::ssCircle, QPen(look.theme.surface, 1), look.theme.accent, look.px(7)));
    updateGeometry();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QSize AgreementView::sizeHint() const
{
    return {m_look.ipx(380), m_look.ipx(380)};
}

QSize AgreementView::minimumSizeHint() const
{
    return {m_look.ipx(260), m_look.ipx(200)};
}

void AgreementView::resizeEvent(QResizeEvent *)
{
    m_plot->setGeometry(rect());
}

} // namespace ui
