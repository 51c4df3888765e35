// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/network_view.h"

#include "ui/paint/legend.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/link_list.h"

#include <QMouseEvent>
#include <QPainter>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kListWidth = 300;
constexpr double kSideBySide = 620; // from this width on the list stands beside the chart
constexpr double kNetworkLegend = 24;

constexpr std::array<QColor Theme::*, kTrafficCount> kTrafficColours = {
    &Theme::forward, &Theme::backward, &Theme::sync};

struct RateUnit
{
    double divisor;
    QString text;
};

RateUnit unitOfRate(double most)
{
    if (most >= 1e9)
        return {1e9, QStringLiteral("GB/s")};
    if (most >= 1e6)
        return {1e6, QStringLiteral("MB/s")};
    return {1e3, QStringLiteral("kB/s")};
}

} // namespace

NetworkView::NetworkView(QWidget *parent)
    : QWidget(parent), m_plot(new QCustomPlot(this)), m_links(new LinkList(this))
{
    m_plot->setObjectName(QStringLiteral("networkPlot"));
    m_plot->installEventFilter(this);
    for (int i = 0; i < kTrafficCount; ++i) {
        QCPGraph *graph = m_plot->addGraph();
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setPen(Qt::NoPen);
        graph->setAntialiasedFill(false);
    }
    addPlayhead(*m_plot);
    setAccessibleName(tr("Network use over time"));
    setWhatsThis(
        tr("How much is on its way between the GPUs at every moment, and which link carries "
           "how much."));
}

QSize NetworkView::sizeHint() const
{
    return {m_look.ipx(600), m_look.ipx(180)};
}

QSize NetworkView::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(110)};
}

bool NetworkView::hasPicture() const
{
    return m_snapshot && m_snapshot->trace.stop > 0 && m_hasTraffic;
}

void NetworkView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    rebuild();
}

void NetworkView::setMoment(std::optional<core::Nanos> moment)
{
    m_moment = moment;
    movePlayhead(*m_plot, m_moment, m_look);
    m_plot->layer(QStringLiteral("playhead"))->replot();
}

void NetworkView::setLook(const Look &look)
{
    m_look = look;
    m_links->setLook(look);
    updateGeometry();
    rebuild();
}

void NetworkView::setSelectedDevice(std::optional<int> device)
{
    if (device == m_selectedDevice)
        return;
    m_selectedDevice = device;
    rebuild();
}

void NetworkView::place()
{
    const int legend = m_look.ipx(kNetworkLegend);
    if (width() >= m_look.px(kSideBySide)) {
        const int list = m_look.ipx(kListWidth);
        m_plot->setGeometry(0, 0, width() - list, std::max(1, height() - legend));
        m_links->setGeometry(width() - list, m_look.ipx(8), list - m_look.ipx(8),
                             std::max(1, height() - m_look.ipx(16)));
        return;
    }
    const int chart = std::max(1, (height() - legend) * 55 / 100);
    m_plot->setGeometry(0, 0, width(), chart);
    m_links->setGeometry(m_look.ipx(12), chart + legend, std::max(1, width() - m_look.ipx(24)),
                         std::max(1, height() - chart - legend));
}

void NetworkView::rebuild()
{
    applyTheme(*m_plot, m_look);
    place();
    std::optional<int> device = m_selectedDevice;
    if (m_snapshot && device && *device >= m_snapshot->deviceCount())
        device.reset();
    std::vector<LinkUse> links;
    if (m_snapshot && m_snapshot->trace.stop > 0)
        links = linkUses(*m_snapshot, device);
    m_hasTraffic = !links.empty();
    m_plot->setVisible(hasPicture());
    m_links->setVisible(hasPicture());
    update();
    if (!hasPicture())
        return;
    const core::Nanos stop{m_snapshot->trace.stop};
    m_links->setLinks(std::move(links), stop);
    fillGraphs(device, stop);
    setTimeAxis(*m_plot, stop, m_plot->width(), true, m_look);
    movePlayhead(*m_plot, m_moment, m_look);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

// Cumulative sums, the sum of all traffic lowest; each smaller sum covers it.
void NetworkView::fillGraphs(std::optional<int> device, core::Nanos stop)
{
    const int columns = std::clamp(m_plot->width(), 1, 4000);
    const auto rates = trafficPeaks(*m_snapshot, device, columns);
    double most = 0;
    for (int graph = 0; graph < kTrafficCount; ++graph) {
        const int parts = kTrafficCount - graph;
        QVector<double> keys;
        QVector<double> values;
        for (int x = 0; x <= columns; ++x) {
            const auto &column = rates[static_cast<std::size_t>(std::min(x, columns - 1))];
            double sum = 0;
            for (int i = 0; i < parts; ++i)
                sum += column[static_cast<std::size_t>(i)];
            keys.append(static_cast<double>(stop.count) * x / columns);
            values.append(sum);
            most = std::max(most, sum);
        }
        m_plot->graph(graph)->setData(keys, values, true);
        m_plot->graph(graph)->setBrush(m_look.theme.*
                                       kTrafficColours[static_cast<std::size_t>(parts - 1)]);
    }
    const RateUnit unit = unitOfRate(most);
    setValueAxis(*m_plot, most * 1.08, unit.divisor, unit.text, m_look);
}

QList<LegendEntry> NetworkView::legend() const
{
    bool activations = false;
    bool ring = false;
    for (const auto &sent : m_snapshot->trace.transfers)
        activations = activations || !sent.empty();
    ring = !m_snapshot->trace.collectives.empty();
    QList<LegendEntry> entries;
    if (activations) {
        entries.append({tr("activations forward"), &Theme::forward, LegendSwatch::Solid});
        if (m_snapshot->plan.training)
            entries.append({tr("gradients back"), &Theme::backward, LegendSwatch::Solid});
    }
    if (ring)
        entries.append({tr("all-reduce"), &Theme::sync, LegendSwatch::Chevrons});
    return entries;
}

void NetworkView::resizeEvent(QResizeEvent *)
{
    rebuild();
}

void NetworkView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAround(painter);
}

void NetworkView::paintAround(QPainter &painter) const
{
    painter.fillRect(rect(), m_look.theme.surface);
    if (hasPicture()) {
        const QRect plot = m_plot->geometry();
        paintLegend(painter,
                    QRectF(plot.left() + m_look.px(16), plot.bottom() - m_look.px(2),
                           plot.width() - m_look.px(32), m_look.px(kNetworkLegend)),
                    legend(), m_look, Qt::AlignHCenter);
        return;
    }
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(m_look.theme.text2);
    const bool ran = m_snapshot && m_snapshot->trace.stop > 0;
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                     ran ? tr("Nothing is sent between GPUs in this scenario.")
                         : tr("Press Space to play, or drag the playhead."));
}

QImage NetworkView::image(double pixelRatio)
{
    QImage image(size() * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    QPainter painter(&image);
    paintAround(painter);
    if (hasPicture()) {
        painter.translate(m_links->pos());
        m_links->paintList(painter, m_links->size(), 0);
    }
    painter.end();
    if (hasPicture())
        drawPlot(*m_plot, image, m_plot->geometry());
    return image;
}

bool NetworkView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot && hasPicture()) {
        if (const auto moment = scrubbedBy(*m_plot, *event, {m_snapshot->trace.stop})) {
            Q_EMIT scrubbed(*moment);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
