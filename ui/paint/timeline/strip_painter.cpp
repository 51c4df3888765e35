// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/strip_painter.h"

#include "core/runner/share_out.h"
#include "ui/paint/pixel_target.h"
#include "ui/paint/strip_image.h"
#include "ui/paint/vector_device.h"

#include <QImage>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace ui {

namespace {

using Strips = std::span<const TimelineStrip *const>;

// Of a strip the columns that are seen.
struct Seen
{
    int first = 0;
    int width = 0;
};

Seen seenOf(const TimelineStrip &strip, const QRectF &seen, double ratio)
{
    const auto columns = static_cast<double>(strip.pixels.size());
    const double left = std::floor((seen.left() - strip.rect.left()) * ratio);
    const double right = std::ceil((seen.right() - strip.rect.left()) * ratio);
    const int first = static_cast<int>(std::clamp(left, 0.0, columns));
    return {first, static_cast<int>(std::clamp(right, 0.0, columns)) - first};
}

// The first strips of these that lie beside each other.
Strips besideEachOther(Strips strips)
{
    const QRectF first = strips.front()->rect;
    std::size_t count = 1;
    while (count < strips.size() && strips[count]->rect.top() == first.top() &&
           strips[count]->rect.height() == first.height() &&
           strips[count]->rect.left() >= strips[count - 1]->rect.right())
        ++count;
    return strips.first(count);
}

class StripPainter
{
public:
    StripPainter(QPainter &painter, StripImages &images, double ratio, double momentX,
                 const QRectF &seen)
        : m_painter(painter), m_images(images), m_ratio(ratio), m_momentX(momentX), m_seen(seen)
    {}

    void paintOne(const TimelineStrip &strip)
    {
        const Seen part = seenOf(strip, m_seen, m_ratio);
        if (part.width <= 0)
            return;
        m_painter.drawImage(QRectF(strip.rect.left() + part.first / m_ratio, strip.rect.top(),
                                   part.width / m_ratio, strip.rect.height()),
                            m_images.of(strip, m_momentX, part.first, part.width));
    }
    // Strips of one row, as one image with nothing between them.
    void paintRow(Strips row)
    {
        const QRectF ends(row.front()->rect.topLeft(), row.back()->rect.bottomRight());
        const int left = pixelOf(std::max(ends.left(), m_seen.left()));
        const int right = pixelOf(std::min(ends.right(), m_seen.right()));
        if (right <= left)
            return;
        const QSize size(right - left, m_images.heightOf(*row.front()));
        if (m_row.size() != size)
            m_row = QImage(size, QImage::Format_ARGB32_Premultiplied);
        m_row.fill(Qt::transparent);
        for (const TimelineStrip *strip : row) {
            const int begin = pixelOf(strip->rect.left());
            const int first = std::max(0, left - begin);
            const int width =
                std::min(static_cast<int>(strip->pixels.size()), right - begin) - first;
            if (width <= 0)
                continue;
            QRgb *const pixels = reinterpret_cast<QRgb *>(m_row.bits()) + begin + first - left;
            m_images.paint(PixelLines(pixels, m_row.width(), m_row.height()), *strip, m_momentX,
                           first, width);
        }
        m_painter.drawImage(
            QRectF(left / m_ratio, ends.top(), size.width() / m_ratio, ends.height()), m_row);
    }

private:
    // Strips begin and end with pixels.
    [[nodiscard]] int pixelOf(double x) const { return qRound(x * m_ratio); }

    QPainter &m_painter;
    StripImages &m_images;
    double m_ratio;
    double m_momentX;
    QRectF m_seen;
    QImage m_row; // one after the other
};

// A strip among the pixels below; false: it does not lie on whole ones, or only a part of its
// height is seen.
bool writeStrip(const PixelTarget &target, const StripImages &images, const TimelineStrip &strip,
                double momentX)
{
    const std::optional<QRect> place = target.pixelsOf(strip.rect);
    if (!place || place->height() != images.heightOf(strip))
        return false;
    const QRect seen = *place & target.area();
    if (seen.isEmpty())
        return true;
    if (seen.height() < place->height())
        return false;
    const PixelLines lines(target.line(seen.top()) + seen.left(), target.stride(), seen.height());
    images.paint(lines, strip, momentX, seen.left() - place->left(), seen.width());
    return true;
}

// By several threads. What is left: strips that need a painter.
std::vector<const TimelineStrip *> writeStrips(const PixelTarget &target,
                                               const TimelineLayout &layout,
                                               const StripImages &images, double momentX)
{
    const std::span<const TimelineStrip> strips = layout.strips;
    const std::size_t each = sharedPart(strips.size(), layout.rows.size(), target);
    std::vector<std::vector<const TimelineStrip *>> left((strips.size() + each - 1) / each);
    core::shareOut(left.size(), [&](std::size_t part) {
        for (const TimelineStrip &strip :
             strips.subspan(part * each, std::min(each, strips.size() - part * each))) {
            if (!writeStrip(target, images, strip, momentX))
                left[part].push_back(&strip);
        }
    });
    std::vector<const TimelineStrip *> all;
    for (const std::vector<const TimelineStrip *> &part : left)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace

void paintStrips(QPainter &painter, const TimelineLayout &layout, double momentX,
                 const QRectF &seen, const Look &look)
{
    const double ratio = layout.viewport.pixelRatio;
    StripImages images(look, ratio);
    StripPainter strips(painter, images, ratio, momentX, seen);
    const bool each = paintsVectors(painter); // as images of their own
    std::vector<const TimelineStrip *> left;
    if (const std::optional<PixelTarget> target = PixelTarget::of(painter, ratio)) {
        left = writeStrips(*target, layout, images, momentX);
    } else {
        for (const TimelineStrip &strip : layout.strips)
            left.push_back(&strip);
    }
    Strips rest = left;
    while (!rest.empty()) {
        const Strips row = besideEachOther(rest);
        rest = rest.subspan(row.size());
        if (row.size() > 1 && !each) {
            strips.paintRow(row);
            continue;
        }
        for (const TimelineStrip *strip : row)
            strips.paintOne(*strip);
    }
}

} // namespace ui
