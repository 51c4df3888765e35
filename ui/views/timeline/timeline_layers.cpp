// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_layers.h"

#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/vector_device.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr core::Nanos kAllFuture{-1};

// Where past and future meet, in device pixels.
double splitPixels(const TimelineViewport &viewport, core::Nanos moment)
{
    const double ratio = viewport.pixelRatio;
    const double width = viewport.size.width();
    const double x = std::clamp(viewport.xOf(moment), 0.0, width);
    return std::clamp(std::round(x * ratio), 0.0, std::floor(width * ratio));
}

} // namespace

void TimelineLayers::make(const Content &content)
{
    const TimelineViewport &viewport = content.layout.viewport;
    const QSize pixels = (viewport.size * viewport.pixelRatio).toSize();
    const auto paintLayer = [&](QImage &layer, core::Nanos moment) {
        if (layer.size() != pixels)
            layer = QImage(pixels, QImage::Format_RGB32);
        layer.setDevicePixelRatio(viewport.pixelRatio);
        QPainter painter(&layer);
        paintTimeline(painter, content.layout, moment, content.selectedDevice, content.look);
    };
    paintLayer(m_past, content.layout.stop);
    paintLayer(m_future, kAllFuture);
    m_current = true;
}

void TimelineLayers::paint(QPainter &painter, const Content &content, core::Nanos moment)
{
    if (!m_current)
        make(content);
    const double ratio = content.layout.viewport.pixelRatio;
    const double height = static_cast<double>(m_past.height()) / ratio;
    const double wide = static_cast<double>(m_past.width());
    const double split = std::min(splitPixels(content.layout.viewport, moment), wide);
    painter.drawImage(QRectF(0, 0, split / ratio, height), m_past,
                      QRectF(0, 0, split, m_past.height()));
    painter.drawImage(QRectF(split / ratio, 0, (wide - split) / ratio, height), m_future,
                      QRectF(split, 0, wide - split, m_future.height()));
}

void TimelineLayers::paintOnce(QPainter &painter, const Content &content, core::Nanos moment)
{
    // Text is whole in both parts, and shapes need no parts.
    if (paintsVectors(painter))
        return paintTimeline(painter, content.layout, moment, content.selectedDevice, content.look);
    const TimelineViewport &viewport = content.layout.viewport;
    const double split = splitPixels(viewport, moment) / viewport.pixelRatio;
    const auto paintPart = [&](const QRectF &area, core::Nanos at) {
        painter.save();
        painter.setClipRect(area, Qt::IntersectClip); // outside, nothing is painted
        paintTimeline(painter, content.layout, at, content.selectedDevice, content.look);
        painter.restore();
    };
    const QSizeF size = viewport.size;
    paintPart(QRectF(0, 0, split, size.height()), content.layout.stop);
    paintPart(QRectF(split, 0, size.width() - split, size.height()), kAllFuture);
}

} // namespace ui
