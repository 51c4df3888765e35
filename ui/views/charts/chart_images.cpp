// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/chart_images.h"

#include "ui/paint/timeline/busy_painter.h"
#include "ui/paint/vector_device.h"
#include "ui/views/charts/memory_view.h"
#include "ui/views/charts/network_view.h"
#include "ui/views/charts/roofline_chart.h"

namespace ui {
namespace {

void fill(TimeChart &view, const core::SnapshotPtr &snapshot, const ChartPicture &picture,
          const Look &look)
{
    view.resize(picture.size);
    view.setLook(look);
    view.setSelectedDevice(picture.device);
    view.setSnapshot(snapshot);
    if (picture.end > picture.begin)
        view.setShown(picture.begin, picture.end);
    view.setMoment(picture.moment);
}

void paint(QPainter &painter, TimeChart &view, const ChartPicture &picture)
{
    if (paintsVectors(painter))
        view.paintVectors(painter);
    else
        painter.drawImage(QPointF(0, 0), view.image(picture.pixelRatio));
}

void paintBars(QPainter &painter, const core::SnapshotPtr &snapshot, const ChartPicture &picture,
               const Look &look)
{
    paintBusyBars(painter, snapshot ? busyBars(*snapshot) : std::vector<BusyBar>{}, picture.size, 0,
                  picture.device, look);
}

void fill(RooflineChart &chart, const core::SnapshotPtr &snapshot, const ChartPicture &picture,
          const Look &look)
{
    chart.resize(picture.size);
    chart.setLook(look);
    chart.setCosts(snapshot, core::costliestVisit(*snapshot));
}

} // namespace

QImage renderMemoryChart(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                         const Look &look)
{
    MemoryView view;
    fill(view, snapshot, picture, look);
    return view.image(picture.pixelRatio);
}

QImage renderBusyChart(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                       const Look &look)
{
    QImage image(picture.size * picture.pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(picture.pixelRatio);
    QPainter painter(&image);
    paintBars(painter, snapshot, picture, look);
    return image;
}

QImage renderNetworkChart(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                          const Look &look)
{
    NetworkView view;
    fill(view, snapshot, picture, look);
    return view.image(picture.pixelRatio);
}

QImage renderRoofline(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                      const Look &look)
{
    RooflineChart chart;
    fill(chart, snapshot, picture, look);
    return chart.image(picture.pixelRatio);
}

void paintMemoryChart(QPainter &painter, const core::SnapshotPtr &snapshot,
                      const ChartPicture &picture, const Look &look)
{
    MemoryView view;
    fill(view, snapshot, picture, look);
    paint(painter, view, picture);
}

void paintBusyChart(QPainter &painter, const core::SnapshotPtr &snapshot,
                    const ChartPicture &picture, const Look &look)
{
    if (paintsVectors(painter))
        paintBars(painter, snapshot, picture, look);
    else
        painter.drawImage(QPointF(0, 0), renderBusyChart(snapshot, picture, look));
}

void paintNetworkChart(QPainter &painter, const core::SnapshotPtr &snapshot,
                       const ChartPicture &picture, const Look &look)
{
    NetworkView view;
    fill(view, snapshot, picture, look);
    paint(painter, view, picture);
}

void paintRoofline(QPainter &painter, const core::SnapshotPtr &snapshot,
                   const ChartPicture &picture, const Look &look)
{
    RooflineChart chart;
    fill(chart, snapshot, picture, look);
    if (paintsVectors(painter))
        chart.paintVectors(painter);
    else
        painter.drawImage(QPointF(0, 0), chart.image(picture.pixelRatio));
}

} // namespace ui
