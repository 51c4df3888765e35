// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/memory_view.h"

#include "core/base/text.h"
#include "ui/paint/legend.h"
#include "ui/views/charts/chart_theme.h"
#include "ui/views/charts/memory_series.h"

#include <QMouseEvent>
#include <QPainter>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLegendLine = 20;
constexpr double kCapacityRoom = 22; // above the line, for its text
constexpr double kWideChart = 440;   // from here on the time axis is labelled
constexpr double kBytesPerGigabyte = 1e9;

constexpr std::array<QColor Theme::*, kMemoryParts> kPartColours = {
    &Theme::memWeights, &Theme::memGrads, &Theme::memOptim, &Theme::memActs, &Theme::memBuffers};

} // namespace

MemoryView::MemoryView(QWidget *parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    m_plot->setObjectName(QStringLiteral("memoryPlot"));
    m_plot->installEventFilter(this);
    m_plot->setNoAntialiasingOnDrag(true);
    // The sum of all parts lies lowest and each smaller sum covers it.
    for (int i = 0; i < kMemoryParts; ++i) {
        QCPGraph *graph = m_plot->addGraph();
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setPen(Qt::NoPen);
        graph->setAntialiasedFill(false);
    }
    m_capacity = new QCPItemLine(m_plot);
    m_capacityText = new QCPItemText(m_plot);
    addPlayhead(*m_plot);
    setAccessibleName(tr("Memory over time"));
    setWhatsThis(
        tr("What fills the memory of one GPU, the selected or the fullest, over the step."));
    setAutoFillBackground(false);
}

QSize MemoryView::sizeHint() const
{
    return {m_look.ipx(340), m_look.ipx(240)};
}

QSize MemoryView::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(110)};
}

int MemoryView::row() const
{
    if (!m_snapshot)
        return 0;
    if (m_selectedDevice && *m_selectedDevice < m_snapshot->deviceCount())
        return m_snapshot->rowOf(*m_selectedDevice);
    return m_snapshot->metrics.fullestRow;
}

QString MemoryView::caption() const
{
    if (!m_snapshot || m_snapshot->plan.rows.empty())
        return {};
    const int device = m_selectedDevice && *m_selectedDevice < m_snapshot->deviceCount()
                           ? *m_selectedDevice
                           : m_snapshot->plan.rows[static_cast<std::size_t>(row())].devices.front();
    return QString::fromStdString(core::deviceName(device));
}

void MemoryView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    rebuild();
    Q_EMIT captionChanged();
}

void MemoryView::setMoment(std::optional<core::Nanos> moment)
{
    m_moment = moment;
    movePlayhead(*m_plot, m_moment, m_look);
    m_plot->layer(QStringLiteral("playhead"))->replot();
}

void MemoryView::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    placePlot();
    rebuild();
}

void MemoryView::setSelectedDevice(std::optional<int> device)
{
    if (device == m_selectedDevice)
        return;
    m_selectedDevice = device;
    rebuild();
    Q_EMIT captionChanged();
}

bool MemoryView::hasPicture() const
{
    return m_snapshot && m_snapshot->trace.stop > 0;
}

double MemoryView::legendRoom() const
{
    if (!hasPicture())
        return 0;
    const double room = width() - m_look.px(32);
    const int lines = legendLines(memoryLegend(*m_snapshot, row()), room, m_look);
    return m_look.px(kLegendLine * lines + 4);
}

void MemoryView::placePlot()
{
    m_plot->setGeometry(0, 0, width(), std::max(1, height() - static_cast<int>(legendRoom())));
}

void MemoryView::rebuild()
{
    applyTheme(*m_plot, m_look);
    m_plot->setVisible(hasPicture());
    if (!hasPicture()) {
        update();
        return;
    }
    placePlot();
    const core::Nanos stop{m_snapshot->trace.stop};
    const std::vector<core::MemoryStep> steps =
        decimated(core::memorySteps(*m_snapshot, row()), stop, std::max(1, m_plot->width()));
    fillGraphs(steps, stop);
    placeCapacity(stop);
    setTimeAxis(*m_plot, stop, m_plot->width(), width() >= m_look.px(kWideChart), m_look);
    movePlayhead(*m_plot, m_moment, m_look);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    update();
}

// Cumulative sums, one graph each: graph 0 is the sum of all parts, the last one the weights alone.
void MemoryView::fillGraphs(const std::vector<core::MemoryStep> &steps, core::Nanos stop)
{
    const double plotted = std::max(m_look.px(60), m_plot->height() - m_look.px(40));
    const double headroom = std::max(1.12, plotted / (plotted - m_look.px(kCapacityRoom)));
    double most = static_cast<double>(m_snapshot->scenario.cluster.device.memory.count) * headroom;
    for (int graph = 0; graph < kMemoryParts; ++graph) {
        const int parts = kMemoryParts - graph;
        QVector<double> keys;
        QVector<double> values;
        for (const core::MemoryStep &step : steps) {
            const auto all = partsOf(step.parts);
            std::int64_t sum = 0;
            for (int i = 0; i < parts; ++i)
                sum += all[static_cast<std::size_t>(i)].count;
            keys.append(static_cast<double>(step.time.count));
            values.append(static_cast<double>(sum));
            most = std::max(most, static_cast<double>(sum) * 1.04);
        }
        if (!values.isEmpty()) {
            keys.append(static_cast<double>(stop.count));
            values.append(values.last());
        }
        m_plot->graph(graph)->setData(keys, values, true);
        const auto colour = kPartColours[static_cast<std::size_t>(parts - 1)];
        m_plot->graph(graph)->setBrush(m_look.theme.*colour);
    }
    setValueAxis(*m_plot, most, kBytesPerGigabyte, tr("GB"), m_look);
}

void MemoryView::placeCapacity(core::Nanos stop)
{
    const core::Bytes capacity = m_snapshot->scenario.cluster.device.memory;
    const double level = static_cast<double>(capacity.count);
    QPen pen(m_look.theme.text1, m_look.px(1.5));
    pen.setDashPattern({4, 2.5});
    m_capacity->setPen(pen);
    m_capacity->start->setCoords(0, level);
    m_capacity->end->setCoords(static_cast<double>(stop.count), level);
    m_capacityText->setText(
        tr("capacity %1").arg(QString::fromStdString(core::figureOf(capacity).text())));
    m_capacityText->setFont(m_look.font(TextRole::Caption));
    m_capacityText->setColor(m_look.theme.text1);
    m_capacityText->setPadding(QMargins(0, 0, 0, m_look.ipx(2)));
    m_capacityText->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_capacityText->position->setCoords(static_cast<double>(stop.count) / 80, level);
}

void MemoryView::resizeEvent(QResizeEvent *)
{
    placePlot();
    rebuild();
}

void MemoryView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintAround(painter, size());
}

void MemoryView::paintAround(QPainter &painter, const QSize &size) const
{
    painter.fillRect(QRect(QPoint(0, 0), size), m_look.theme.surface);
    if (!hasPicture()) {
        painter.setFont(m_look.font(TextRole::Control));
        painter.setPen(m_look.theme.text2);
        painter.drawText(QRect(QPoint(0, 0), size), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Press Space to play, or drag the playhead."));
        return;
    }
    const double room = legendRoom() - m_look.px(4);
    paintLegend(painter,
                QRectF(m_look.px(16), size.height() - room - m_look.px(4),
                       size.width() - m_look.px(32), room),
                memoryLegend(*m_snapshot, row()), m_look, Qt::AlignHCenter);
}

QImage MemoryView::image(double pixelRatio)
{
    QImage image(size() * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    QPainter painter(&image);
    paintAround(painter, size());
    painter.end();
    if (hasPicture())
        drawPlot(*m_plot, image, m_plot->geometry());
    return image;
}

bool MemoryView::eventFilter(QObject *watched, QEvent *event)
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
