// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/chart_images.h"

namespace ui {

QImage renderMemoryChart(const core::SnapshotPtr &, const ChartPicture &picture, const Look &)
{
    return QImage(picture.size * picture.pixelRatio, QImage::Format_RGB32);
}

QImage renderBusyChart(const core::SnapshotPtr &, const ChartPicture &picture, const Look &)
{
    return QImage(picture.size * picture.pixelRatio, QImage::Format_RGB32);
}

QImage renderNetworkChart(const core::SnapshotPtr &, const ChartPicture &picture, const Look &)
{
    return QImage(picture.size * picture.pixelRatio, QImage::Format_RGB32);
}

} // namespace ui
