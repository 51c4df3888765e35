// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/drawing.h"

#include <algorithm>
#include <string>

namespace ui {
namespace {

constexpr double kFootMargin = 20; // logical pixels

// Image pixels, with a margin below the last line that has something on it.
int contentHeight(const QImage &image, QRgb ground)
{
    const auto isEmpty = [&](int line) {
        const auto *pixels = reinterpret_cast<const QRgb *>(image.constScanLine(line));
        return std::all_of(pixels, pixels + image.width(),
                           [&](QRgb pixel) { return pixel == ground; });
    };
    int height = image.height();
    while (height > 1 && isEmpty(height - 1))
        --height;
    const int margin = static_cast<int>(kFootMargin * image.devicePixelRatio());
    return std::min(height + margin, image.height());
}

} // namespace

core::Result<QImage> imageOf(const Drawing &drawing)
{
    const QSize pixels = drawing.size * drawing.scale;
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        return core::Error{"There is not enough memory for a picture of " +
                           std::to_string(pixels.width()) + 'x' + std::to_string(pixels.height()) +
                           " pixels."};
    const QColor ground = themeOf(drawing.theme).surface;
    image.setDevicePixelRatio(drawing.scale);
    image.fill(ground);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    drawing.paint(painter);
    painter.end();
    if (!drawing.trimmed)
        return image;
    return image.copy(0, 0, image.width(), contentHeight(image, ground.rgb()));
}

core::Result<QSize> sizeOf(const Drawing &drawing)
{
    if (!drawing.trimmed)
        return drawing.size;
    const core::Result<QImage> image = imageOf(drawing);
    if (!image)
        return image.error();
    const int height = image.value().height();
    return QSize(drawing.size.width(), (height + drawing.scale - 1) / drawing.scale);
}

} // namespace ui
