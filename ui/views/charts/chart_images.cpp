// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/chart_images.h"

#include "ui/paint/timeline/busy_painter.h"
#include "ui/views/charts/memory_view.h"
#include "ui/views/charts/network_view.h"

#include <QPainter>

namespace ui {
namespace {

QImage rendered(TimeChart &view, const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                const Look &look)
{
    view.resize(picture.size);
    view.setLook(look);
    view.setSelectedDevice(picture.device);
    view.setSnapshot(snapshot);
    view.setMoment(picture.moment);
    return view.image(picture.pixelRatio);
}

} // namespace

QImage renderMemoryChart(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                         const Look &look)
{
    MemoryView view;
    return rendered(view, snapshot, picture, look);
}

QImage renderBusyChart(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                       const Look &look)
{
    QImage image(picture.size * picture.pixelRatio, QImage::Format_RGB32);
    image.setDevicePixelRatio(picture.pixelRatio);
    QPainter painter(&image);
    paintBusyBars(painter, snapshot ? busyBars(*snapshot) : std::vector<BusyBar>{}, picture.size, 0,
                  picture.device, look);
    return image;
}

QImage renderNetworkChart(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                          const Look &look)
{
    NetworkView view;
    return rendered(view, snapshot, picture, look);
}

} // namespace ui
