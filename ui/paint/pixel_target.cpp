// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/pixel_target.h"

#include "ui/layout/timeline/timeline_pixels.h"
#include "ui/paint/vector_device.h"

#include <QImage>
#include <QPaintEngine>
#include <QPainter>
#include <QRegion>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

bool isWhole(double pixels)
{
    constexpr double kSlack = 1e-6;
    return std::abs(pixels - std::round(pixels)) < kSlack;
}

// The image below a painter of pixels.
QImage *imageBelow(const QPainter &painter)
{
    if (painter.compositionMode() != QPainter::CompositionMode_SourceOver)
        return nullptr;
    QPaintDevice *device = painter.paintEngine()->paintDevice();
    if (device == nullptr || device->devType() != QInternal::Image)
        return nullptr;
    auto *image = static_cast<QImage *>(device);
    const bool opaque = image->format() == QImage::Format_RGB32 ||
                        image->format() == QImage::Format_ARGB32_Premultiplied;
    return opaque ? image : nullptr;
}

} // namespace

bool paintsPixels(const QPainter &painter, double pixelRatio)
{
    if (paintsVectors(painter) || painter.opacity() < 1 || painter.paintEngine() == nullptr ||
        painter.paintEngine()->type() != QPaintEngine::Raster)
        return false;
    const QTransform transform = painter.deviceTransform();
    return transform.type() <= QTransform::TxScale && transform.m11() == pixelRatio &&
           transform.m22() == pixelRatio && isWhole(transform.dx()) && isWhole(transform.dy());
}

std::optional<PixelTarget> PixelTarget::of(const QPainter &painter, double pixelRatio)
{
    QImage *image = paintsPixels(painter, pixelRatio) ? imageBelow(painter) : nullptr;
    if (image == nullptr)
        return {};
    const QTransform transform = painter.deviceTransform();
    QRect area = image->rect();
    const QRegion system = painter.paintEngine()->systemClip();
    if (system.rectCount() > 1)
        return {};
    if (!system.isEmpty())
        area &= system.boundingRect();
    if (painter.hasClipping()) {
        if (painter.clipRegion().rectCount() > 1)
            return {};
        area &= transform.mapRect(painter.clipBoundingRect()).toRect();
    }
    const QPoint origin(qRound(transform.dx()), qRound(transform.dy()));
    PixelTarget target;
    target.m_stride = image->bytesPerLine() / static_cast<qsizetype>(sizeof(QRgb));
    // The painter has made the image its own: to ask for the right to write could copy it.
    target.m_origin = const_cast<QRgb *>(reinterpret_cast<const QRgb *>(image->constBits())) +
                      origin.y() * target.m_stride + origin.x();
    target.m_area = area.translated(-origin);
    target.m_ratio = pixelRatio;
    return target;
}

std::optional<QRect> PixelTarget::pixelsOf(const QRectF &rect) const
{
    const double top = rect.top() * m_ratio;
    const double bottom = rect.bottom() * m_ratio;
    if (!isWhole(top) || !isWhole(bottom))
        return {};
    const int left = qRound(rect.left() * m_ratio);
    const int right = qRound(rect.right() * m_ratio);
    return QRect(left, qRound(top), right - left, qRound(bottom) - qRound(top));
}

std::size_t sharedPart(std::size_t pieces, std::size_t rows, const PixelTarget &target)
{
    const auto width = static_cast<std::size_t>(std::max(1, target.area().width()));
    return std::max<std::size_t>(1,
                                 pieces * kSharedPixels / (std::max<std::size_t>(1, rows) * width));
}

} // namespace ui
