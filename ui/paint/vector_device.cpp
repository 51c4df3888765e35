// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/vector_device.h"

#include "ui/paint/cut_polygon.h"
#include "ui/paint/textures.h"

#include <QBuffer>
#include <QPaintEngine>
#include <QPainterPath>

#include <algorithm>

namespace ui {

namespace {

constexpr auto kVectorType = static_cast<QPaintEngine::Type>(QPaintEngine::User + 1);
constexpr int kDotsPerInch = 96; // a pixel of CSS, as SVG counts
// All images of a file; base64 makes a third more of it. Below the second they are never made
// coarser.
constexpr qsizetype kMostImageBytes = 1'800'000; // as PNG
constexpr qsizetype kSmallImage = 40'000;        // pixels
// All lines of textures, 13 bytes each; what has no room is plain.
constexpr int kMostTexturePoints = 190'000;

qsizetype pngBytes(const QImage &image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.size();
}

QPainterPath pathOf(const QRectF &rect)
{
    QPainterPath path;
    path.addRect(rect);
    return path;
}

} // namespace

class VectorEngine : public QPaintEngine
{
public:
    explicit VectorEngine(QPainter &target)
        : QPaintEngine(AllFeatures), m_target(target), m_base(target.worldTransform())
    {}

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    [[nodiscard]] Type type() const override { return kVectorType; }

    void updateState(const QPaintEngineState &now) override;
    void drawPath(const QPainterPath &path) override;
    void drawRects(const QRectF *rects, int count) override;
    void drawRects(const QRect *rects, int count) override;
    void drawPolygon(const QPointF *points, int count, PolygonDrawMode mode) override;
    void drawPolygon(const QPoint *points, int count, PolygonDrawMode mode) override;
    void drawTextItem(const QPointF &at, const QTextItem &item) override;
    void drawPixmap(const QRectF &area, const QPixmap &pixmap, const QRectF &source) override;
    void drawImage(const QRectF &area, const QImage &image, const QRectF &source,
                   Qt::ImageConversionFlags flags) override;
    using QPaintEngine::drawRects;

private:
    enum class Seen { All, Some, Nothing };

    void clip(const QPainterPath &placed, Qt::ClipOperation operation); // device pixels
    [[nodiscard]] Seen seen(const QRectF &area) const; // of what is drawn there, logical
    [[nodiscard]] QPainterPath shapeSeen(const QPainterPath &shape) const;
    void take();
    void fill(const QPainterPath &shape);
    void stroke(const QPainterPath &path);
    [[nodiscard]] double penReach() const;
    [[nodiscard]] QRectF systemArea() const;
    [[nodiscard]] QImage withinRoom(QImage image);

    QPainter &m_target;
    QTransform m_base;
    QTransform m_redirection; // of a widget that is rendered: to its place
    bool m_replays = false;
    qsizetype m_imageRoom = kMostImageBytes;
    int m_textureRoom = kMostTexturePoints;
    // What is seen, in device pixels: both, where there are both.
    std::optional<QRectF> m_area;
    std::optional<QPainterPath> m_shape;
};

// Where a painter is restored it replays its clips, each with the transform that it was set with.
// Of a widget that is rendered, QPainter adds the place of the widget once more (Qt 6.4), which is
// taken off again.
void VectorEngine::updateState(const QPaintEngineState &now)
{
    const DirtyFlags changed = now.state();
    const DirtyFlags ofClip = changed & DirtyFlags(DirtyClipRegion | DirtyClipPath);
    m_replays = (changed == DirtyFlags(DirtyClipPath) && now.clipOperation() == Qt::NoClip) ||
                (m_replays && ofClip && changed == (ofClip | DirtyTransform));
    if (!m_replays)
        m_redirection = painter()->combinedTransform().inverted() * now.transform();
    const QTransform placing =
        m_replays ? now.transform() * m_redirection.inverted() : now.transform();
    if (changed.testFlag(DirtyClipRegion)) {
        QPainterPath path;
        path.addRegion(now.clipRegion());
        clip(placing.map(path), now.clipOperation());
    }
    if (changed.testFlag(DirtyClipPath))
        clip(placing.map(now.clipPath()), now.clipOperation());
    if (changed.testFlag(DirtyClipEnabled) && !now.isClipEnabled()) {
        m_area.reset();
        m_shape.reset();
    }
}

void VectorEngine::clip(const QPainterPath &placed, Qt::ClipOperation operation)
{
    if (operation != Qt::IntersectClip) {
        m_area.reset();
        m_shape.reset();
    }
    if (operation == Qt::NoClip)
        return;
    const QRectF bounds = placed.boundingRect();
    m_area = m_area ? m_area->intersected(bounds) : bounds;
    if (placed == pathOf(bounds) || placed.contains(bounds))
        return;
    m_shape = m_shape ? m_shape->intersected(placed) : placed;
}

// Widgets that are rendered clip their children by a region of the system.
QRectF VectorEngine::systemArea() const
{
    const QRectF whole(0, 0, paintDevice()->width(), paintDevice()->height());
    const QRegion system = systemClip();
    const QRectF kept = system.isEmpty() ? whole : whole.intersected(system.boundingRect());
    return m_area ? kept.intersected(*m_area) : kept;
}

VectorEngine::Seen VectorEngine::seen(const QRectF &area) const
{
    const QRectF placed = state->transform().mapRect(area);
    const QRectF kept = systemArea();
    if (placed.right() < kept.left() || placed.left() > kept.right() ||
        placed.bottom() < kept.top() || placed.top() > kept.bottom() || kept.isEmpty())
        return Seen::Nothing;
    if (m_shape && !m_shape->intersects(placed))
        return Seen::Nothing;
    return kept.contains(placed) && (!m_shape || m_shape->contains(placed)) ? Seen::All
                                                                            : Seen::Some;
}

QPainterPath VectorEngine::shapeSeen(const QPainterPath &shape) const
{
    const QTransform back = state->transform().inverted();
    const QPainterPath part = cutShape(shape, back.mapRect(systemArea()));
    return m_shape ? part.intersected(back.map(*m_shape)) : part;
}

void VectorEngine::take()
{
    m_target.setWorldTransform(state->transform() * m_base);
    m_target.setOpacity(state->opacity());
}

void VectorEngine::fill(const QPainterPath &shape)
{
    const QBrush brush = state->brush();
    m_target.setPen(Qt::NoPen);
    const std::optional<Texture> texture = textureOf(brush);
    m_target.setBrush(texture ? QBrush(texture->ground) : brush);
    m_target.drawPath(shape);
    if (!texture)
        return;
    const QPainterPath lines = textureLines(*texture, shape);
    if (lines.elementCount() > m_textureRoom)
        return;
    m_textureRoom -= lines.elementCount();
    m_target.setBrush(texture->lines);
    m_target.drawPath(lines);
}

double VectorEngine::penReach() const
{
    const QPen pen = state->pen();
    return pen.style() == Qt::NoPen ? 0 : std::max(1.0, pen.widthF()) / 2;
}

void VectorEngine::stroke(const QPainterPath &path)
{
    m_target.setBrush(Qt::NoBrush);
    m_target.setPen(state->pen());
    const double reach = penReach();
    const QRectF area = path.boundingRect().adjusted(-reach, -reach, reach, reach);
    if (seen(area) == Seen::All)
        return m_target.drawPath(path);
    const QTransform back = state->transform().inverted();
    if (!m_shape)
        return m_target.drawPath(cutLines(path, back.mapRect(systemArea())));
    QPainterPathStroker stroker(state->pen());
    stroker.setWidth(2 * reach);
    m_target.setPen(Qt::NoPen);
    m_target.setBrush(state->pen().brush());
    m_target.drawPath(shapeSeen(stroker.createStroke(path)));
}

void VectorEngine::drawPath(const QPainterPath &path)
{
    const double reach = penReach();
    const QRectF area = path.boundingRect().adjusted(-reach, -reach, reach, reach);
    const Seen part = seen(area);
    const bool filled = state->brush().style() != Qt::NoBrush;
    const bool stroked = state->pen().style() != Qt::NoPen;
    if (part == Seen::Nothing || (!filled && !stroked))
        return;
    take();
    if (part == Seen::All && !textureOf(state->brush())) {
        m_target.setPen(state->pen());
        m_target.setBrush(state->brush());
        return m_target.drawPath(path);
    }
    if (filled)
        fill(part == Seen::All ? path : shapeSeen(path));
    if (stroked)
        stroke(path);
}

void VectorEngine::drawRects(const QRectF *rects, int count)
{
    for (int i = 0; i < count; ++i) {
        const double reach = penReach();
        const bool plain = seen(rects[i].adjusted(-reach, -reach, reach, reach)) == Seen::All &&
                           !textureOf(state->brush());
        if (!plain) {
            drawPath(pathOf(rects[i]));
            continue;
        }
        take();
        m_target.setPen(state->pen());
        m_target.setBrush(state->brush());
        m_target.drawRect(rects[i]);
    }
}

void VectorEngine::drawRects(const QRect *rects, int count)
{
    for (int i = 0; i < count; ++i) {
        const QRectF rect(rects[i]);
        drawRects(&rect, 1);
    }
}

void VectorEngine::drawPolygon(const QPointF *points, int count, PolygonDrawMode mode)
{
    if (count < 1)
        return;
    QPainterPath path(points[0]);
    path.setFillRule(mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
    for (int i = 1; i < count; ++i)
        path.lineTo(points[i]);
    if (mode != PolylineMode) {
        path.closeSubpath();
        return drawPath(path);
    }
    if (state->pen().style() == Qt::NoPen)
        return;
    take();
    stroke(path);
}

void VectorEngine::drawPolygon(const QPoint *points, int count, PolygonDrawMode mode)
{
    std::vector<QPointF> exact(points, points + count);
    drawPolygon(exact.data(), count, mode);
}

// Whole or not at all: what is written is cut by what writes it.
void VectorEngine::drawTextItem(const QPointF &at, const QTextItem &item)
{
    const QRectF area(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent());
    if (seen(area) == Seen::Nothing || item.text().trimmed().isEmpty())
        return;
    take();
    m_target.setPen(state->pen());
    m_target.setFont(item.font());
    m_target.drawText(at, item.text());
}

void VectorEngine::drawPixmap(const QRectF &area, const QPixmap &pixmap, const QRectF &source)
{
    drawImage(area, pixmap.toImage(), source, Qt::AutoColor);
}

// Columns of time are merged until the file has room for them: the mean colour of a stretch of a
// row, and so the share of each kind of work in it, stays what it was.
QImage VectorEngine::withinRoom(QImage image)
{
    qsizetype bytes = pngBytes(image);
    while (bytes > m_imageRoom && qsizetype{image.width()} * image.height() > kSmallImage) {
        image = image.scaled(image.width() * 2 / 3, image.height(), Qt::IgnoreAspectRatio,
                             Qt::SmoothTransformation);
        bytes = pngBytes(image);
    }
    m_imageRoom -= bytes;
    return image;
}

void VectorEngine::drawImage(const QRectF &area, const QImage &image, const QRectF &source,
                             Qt::ImageConversionFlags)
{
    const Seen part = seen(area);
    if (part == Seen::Nothing || area.isEmpty())
        return;
    take();
    QRectF kept = area;
    if (part == Seen::Some)
        kept = area.intersected(state->transform().inverted().mapRect(systemArea()));
    const double across = source.width() / area.width();
    const double down = source.height() / area.height();
    const QRect of = QRectF(source.left() + (kept.left() - area.left()) * across,
                            source.top() + (kept.top() - area.top()) * down, kept.width() * across,
                            kept.height() * down)
                         .toAlignedRect();
    // QSvgGenerator writes an image whole, whatever the source.
    const QImage cut = withinRoom(of == image.rect() ? image : image.copy(of));
    m_target.drawImage(kept, cut, QRectF(cut.rect()));
}

VectorDevice::VectorDevice(QPainter &target, QSize size)
    : m_size(size), m_engine(std::make_unique<VectorEngine>(target))
{}

VectorDevice::~VectorDevice() = default;

QPaintEngine *VectorDevice::paintEngine() const
{
    return m_engine.get();
}

int VectorDevice::metric(PaintDeviceMetric metric) const
{
    constexpr double kMillimetresPerInch = 25.4;
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmWidthMM:
        return qRound(m_size.width() * kMillimetresPerInch / kDotsPerInch);
    case PdmHeightMM:
        return qRound(m_size.height() * kMillimetresPerInch / kDotsPerInch);
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return kDotsPerInch;
    case PdmNumColors:
        return 1 << 24;
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

bool paintsVectors(const QPainter &painter)
{
    return painter.paintEngine() != nullptr && painter.paintEngine()->type() == kVectorType;
}

} // namespace ui
