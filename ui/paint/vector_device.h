// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintDevice>
#include <QPainter>
#include <QSizeF>

#include <memory>

namespace ui {

class VectorEngine;

// What is painted on it goes to another painter, which writes a format that scales: clipped by
// geometry, since QSvgGenerator has no clipping, and with textures as lines instead of images.
class VectorDevice : public QPaintDevice
{
public:
    // target outlives it; what is painted lies where the target's origin now is.
    VectorDevice(QPainter &target, QSize size); // logical pixels
    ~VectorDevice() override;

    [[nodiscard]] QPaintEngine *paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    QSize m_size;
    std::unique_ptr<VectorEngine> m_engine;
};

// Whether sprites and other images of shapes are to be drawn as shapes.
[[nodiscard]] bool paintsVectors(const QPainter &painter);

} // namespace ui
