// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QStringList>

#include <cmath>

// Takes down what is painted, a line for each thing: what it is and where it lies, in whole pixels
// of the device. Colours are not in it: those are what the pictures beside it show.
class ListEngine : public QPaintEngine
{
public:
    ListEngine() : QPaintEngine(AllFeatures) {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    [[nodiscard]] Type type() const override { return User; }
    void updateState(const QPaintEngineState &) override {}
    void drawPath(const QPainterPath &path) override
    {
        add(QStringLiteral("shape"), path.boundingRect());
    }
    void drawPolygon(const QPointF *points, int count, PolygonDrawMode mode) override
    {
        const QRectF box = QPolygonF(QList<QPointF>(points, points + count)).boundingRect();
        add(mode == PolylineMode ? QStringLiteral("line") : QStringLiteral("polygon"), box);
    }
    void drawPixmap(const QRectF &area, const QPixmap &, const QRectF &) override
    {
        add(QStringLiteral("image"), area);
    }
    void drawImage(const QRectF &area, const QImage &, const QRectF &,
                   Qt::ImageConversionFlags) override
    {
        add(QStringLiteral("image"), area);
    }
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const QPointF placed = state->transform().map(at);
        lines += QStringLiteral("text %1 %2 %3")
                     .arg(std::lround(placed.x()))
                     .arg(std::lround(placed.y()))
                     .arg(item.text());
    }

    QStringList lines;

private:
    void add(const QString &what, const QRectF &box)
    {
        const QRectF placed = state->transform().mapRect(box);
        QRectF seen = placed;
        if (painter()->hasClipping()) {
            const QRectF clip = state->transform().mapRect(painter()->clipBoundingRect());
            if (!placed.intersects(clip) && !clip.contains(placed.center()))
                return;
            seen = placed & clip;
        }
        lines += QStringLiteral("%1 %2 %3 %4 %5")
                     .arg(what)
                     .arg(std::lround(seen.left()))
                     .arg(std::lround(seen.top()))
                     .arg(std::lround(seen.width()))
                     .arg(std::lround(seen.height()));
    }
};

class ListDevice : public QPaintDevice
{
public:
    explicit ListDevice(const QSize &size) : m_size(size) {}
    [[nodiscard]] QPaintEngine *paintEngine() const override { return &engine; }
    mutable ListEngine engine;

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return 96;
        case PdmDepth:
            return 32;
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        default:
            return QPaintDevice::metric(metric);
        }
    }

private:
    QSize m_size;
};
