// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/time_chart.h"

#include <QMouseEvent>
#include <QPainter>
#include <qcustomplot.h>

#include <algorithm>

namespace ui {

TimeChart::TimeChart(const QString &plotName, int graphs, QWidget *parent)
    : QWidget(parent), m_plot(new QCustomPlot(this))
{
    m_plot->setObjectName(plotName);
    m_plot->setNoAntialiasingOnDrag(true);
    // The sum of all lies lowest and each smaller sum covers it.
    for (int i = 0; i < graphs; ++i) {
        QCPGraph *graph = m_plot->addGraph();
        graph->setLineStyle(QCPGraph::lsStepLeft);
        graph->setPen(Qt::NoPen);
        graph->setAntialiasedFill(false);
    }
    addPlayhead(*m_plot);
    m_plot->installEventFilter(this); // last: we do not handle events of the members above
}

QSize TimeChart::minimumSizeHint() const
{
    return {m_look.ipx(200), m_look.ipx(110)};
}

bool TimeChart::hasStep() const
{
    return m_snapshot && m_snapshot->trace.stop > 0;
}

std::optional<int> TimeChart::chosenDevice() const
{
    const bool isThere =
        m_snapshot && m_selectedDevice && *m_selectedDevice < m_snapshot->deviceCount();
    return isThere ? m_selectedDevice : std::nullopt;
}

void TimeChart::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    rebuild();
    Q_EMIT captionChanged();
}

void TimeChart::setMoment(std::optional<core::Nanos> moment)
{
    m_moment = moment;
    showPlayhead();
    m_plot->layer(QStringLiteral("playhead"))->replot();
}

void TimeChart::showPlayhead()
{
    movePlayhead(*m_plot, m_moment, m_look);
}

void TimeChart::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    rebuild();
}

void TimeChart::setSelectedDevice(std::optional<int> device)
{
    if (device == m_selectedDevice)
        return;
    m_selectedDevice = device;
    rebuild();
    Q_EMIT captionChanged();
}

void TimeChart::resizeEvent(QResizeEvent *)
{
    rebuild();
}

void TimeChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.theme.surface);
    paintAround(painter);
}

void TimeChart::paintSentence(QPainter &painter, const QString &text) const
{
    painter.setFont(m_look.font(TextRole::Control));
    painter.setPen(m_look.theme.text2);
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, text);
}

ShownTime TimeChart::shown() const
{
    const core::Nanos stop{m_snapshot->trace.stop};
    return m_end > m_begin ? ShownTime{m_begin, m_end, stop} : ShownTime{{}, stop, stop};
}

double TimeChart::magnification() const
{
    const ShownTime part = shown();
    const auto length = static_cast<double>((part.end - part.begin).count);
    return std::max(1.0, static_cast<double>(part.stop.count) / std::max(1.0, length));
}

void TimeChart::setShown(core::Nanos begin, core::Nanos end)
{
    m_begin = begin;
    m_end = end;
    rebuild();
}

void TimeChart::paintVectors(QPainter &painter)
{
    painter.fillRect(rect(), m_look.theme.surface);
    painter.save();
    paintAround(painter);
    painter.restore();
    if (!hasPicture())
        return;
    painter.save();
    paintBeside(painter);
    painter.restore();
    drawPlot(*m_plot, painter, m_plot->geometry());
}

QImage TimeChart::image(double pixelRatio)
{
    QImage image(size() * pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(m_look.theme.surface);
    QPainter painter(&image);
    paintAround(painter);
    if (hasPicture())
        paintBeside(painter);
    painter.end();
    if (hasPicture())
        drawPlot(*m_plot, image, m_plot->geometry());
    return image;
}

bool TimeChart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot && hasStep() && hasPicture()) {
        if (const auto moment = scrubbedBy(*m_plot, *event, {m_snapshot->trace.stop})) {
            Q_EMIT scrubbed(*moment);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
