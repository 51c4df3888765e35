// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFontMetricsF>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QString>

#include <algorithm>
#include <vector>

struct RecordedText
{
    QString text;
    QPointF at;            // of its baseline, on the device
    QRectF box;            // up to the height of capitals, as far as it is not clipped away
    bool isSeen = true;    // not clipped away, nor covered by a surface that was painted later
    bool isStruck = false; // by a line that was painted later
    QRectF whole = {};     // the box with what is clipped away
};

// What painters ask for to draw shapes rather than images of them (ui/paint/vector_device.cpp).
constexpr auto kVectorEngine = static_cast<QPaintEngine::Type>(QPaintEngine::User + 1);

// Paints nothing and keeps every text with its place.
class TextEngine : public QPaintEngine
{
public:
    explicit TextEngine(Type type) : QPaintEngine(AllFeatures), m_type(type) {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override {}
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override {}
    void drawPath(const QPainterPath &path) override { cover(path.boundingRect()); }
    void drawPolygon(const QPointF *points, int count, PolygonDrawMode mode) override
    {
        if (mode != PolylineMode)
            cover(QPolygonF(QList<QPointF>(points, points + count)).boundingRect());
        for (int i = 1; mode == PolylineMode && i < count; ++i)
            strike(points[i - 1], points[i]);
    }
    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const double high = QFontMetricsF(item.font()).capHeight();
        const QRectF box =
            state->transform().mapRect(QRectF(at.x(), at.y() - high, item.width(), high));
        texts.push_back(
            {item.text(), state->transform().map(at), clipped(box), isInside(box), false, box});
    }
    [[nodiscard]] Type type() const override { return m_type; }

    std::vector<RecordedText> texts;

private:
    // Upright and level ones, which would be read as a part of a letter.
    void strike(const QPointF &from, const QPointF &to)
    {
        const double half = std::max(0.5, state->pen().widthF() / 2);
        const QRectF line = state->transform().mapRect(
            QRectF(from, to).normalized().adjusted(-half, -half, half, half));
        if (line.width() > 3 * half && line.height() > 3 * half)
            return;
        for (RecordedText &text : texts)
            text.isStruck = text.isStruck || line.intersects(text.box.adjusted(1, 1, -1, -1));
    }
    // Surfaces are rectangles, mostly with round corners.
    void cover(const QRectF &area)
    {
        const QBrush brush = state->brush();
        if (brush.style() != Qt::SolidPattern || !brush.isOpaque() || state->opacity() < 1)
            return;
        const QRectF covered = state->transform().mapRect(area);
        if (!isInside(covered))
            return;
        for (RecordedText &text : texts)
            text.isSeen = text.isSeen && !covered.contains(text.box);
    }
    // What widgets and painters leave of it.
    [[nodiscard]] QRectF clipped(const QRectF &box) const
    {
        QRectF seen = box;
        if (!systemClip().isEmpty())
            seen &= QRectF(systemClip().boundingRect());
        if (painter()->hasClipping())
            seen &= state->transform().mapRect(painter()->clipBoundingRect());
        return seen;
    }
    [[nodiscard]] bool isInside(const QRectF &box) const // most of it
    {
        const QRectF seen = clipped(box);
        return seen.width() * seen.height() > 0.5 * box.width() * box.height();
    }

    Type m_type;
};

class TextRecorder : public QPaintDevice
{
public:
    explicit TextRecorder(QSize size, QPaintEngine::Type type = QPaintEngine::User)
        : m_size(size), m_engine(type)
    {}

    [[nodiscard]] QPaintEngine *paintEngine() const override { return &m_engine; }
    [[nodiscard]] const std::vector<RecordedText> &texts() const { return m_engine.texts; }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_size.width();
        case PdmHeight:
            return m_size.height();
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return static_cast<int>(devicePixelRatioFScale());
        case PdmNumColors:
            return 0;
        case PdmDepth:
            return 32;
        default: // dots per inch, of every kind
            return 96;
        }
    }

private:
    QSize m_size;
    mutable TextEngine m_engine;
};
