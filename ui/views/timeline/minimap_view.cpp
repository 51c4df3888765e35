// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/minimap_view.h"

#include "core/base/text.h"
#include "ui/layout/timeline/timeline_shares.h"
#include "ui/paint/primitives.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/paint/work_colours.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1, as in the pictures.
constexpr double kMargin = 7;
constexpr double kTrackTop = 6;
constexpr double kTrackHeight = 17;
constexpr double kMarkHeight = 5;
constexpr double kHandleRadius = 5.5;
constexpr double kHandleY = 26;
constexpr double kHeight = 34;

double shareOf(const core::Snapshot &snapshot, core::Nanos end)
{
    return static_cast<double>(snapshot.trace.stop) / static_cast<double>(end.count);
}

// A pixel, counted from the bottom, that more than one kind of work reaches into.
QRgb blended(const std::array<double, kWorkClassCount + 1> &edges, int fromBottom,
             const std::array<QColor, kWorkClassCount> &colours)
{
    double red = 0;
    double green = 0;
    double blue = 0;
    double sum = 0;
    for (std::size_t i = 0; i < kWorkClassCount; ++i) {
        const double part = std::min(edges[i + 1], fromBottom + 1.0) -
                            std::max(edges[i], static_cast<double>(fromBottom));
        if (part <= 0)
            continue;
        red += part * colours[i].red();
        green += part * colours[i].green();
        blue += part * colours[i].blue();
        sum += part;
    }
    return sum <= 0 ? 0 : qRgb(qRound(red / sum), qRound(green / sum), qRound(blue / sum));
}

// One column of pixels, bottom to top.
void paintColumn(QImage &image, int x, const std::array<double, kWorkClassCount> &shares,
                 const std::array<QColor, kWorkClassCount> &colours)
{
    const int height = image.height();
    double filled = 0;
    std::array<double, kWorkClassCount + 1> edges{};
    for (std::size_t i = 0; i < kWorkClassCount; ++i) {
        filled += shares[i];
        edges[i + 1] = std::min(1.0, filled) * height;
    }
    std::size_t at = 0; // the kind of work that the pixel begins in
    for (int fromBottom = 0; fromBottom < height; ++fromBottom) {
        while (at < kWorkClassCount && edges[at + 1] <= fromBottom)
            ++at;
        if (at == kWorkClassCount)
            return;
        const bool whole = edges[at + 1] >= fromBottom + 1;
        const QRgb colour = whole ? colours[at].rgb() : blended(edges, fromBottom, colours);
        reinterpret_cast<QRgb *>(image.scanLine(height - 1 - fromBottom))[x] = colour;
    }
}

QImage paintShares(const std::vector<std::array<double, kWorkClassCount>> &shares, int height,
                   bool future, const Theme &theme)
{
    QImage image(static_cast<int>(shares.size()), height, QImage::Format_RGB32);
    image.fill(theme.surface2);
    std::array<QColor, kWorkClassCount> colours;
    for (int i = 0; i < kWorkClassCount; ++i) {
        const QColor colour = workColour(static_cast<WorkClass>(i), theme);
        colours[static_cast<std::size_t>(i)] = future ? faded(colour, theme) : colour;
    }
    // Idle time is the empty part of the track, not a colour of its own.
    colours[static_cast<std::size_t>(WorkClass::Idle)] = theme.surface2;
    for (int x = 0; x < image.width(); ++x)
        paintColumn(image, x, shares[static_cast<std::size_t>(x)], colours);
    return image;
}

} // namespace

MinimapView::MinimapView(QWidget *parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Position in the step"));
    setWhatsThis(tr("What the GPUs do over the whole step; drag to any moment."));
}

QSize MinimapView::sizeHint() const
{
    return {m_look.ipx(600), m_look.ipx(kHeight)};
}

QSize MinimapView::minimumSizeHint() const
{
    return {m_look.ipx(120), m_look.ipx(kHeight)};
}

QRectF MinimapView::track() const
{
    const double ratio = devicePixelRatioF();
    const double margin = std::round(m_look.px(kMargin) * ratio) / ratio;
    const double top = std::round(m_look.px(kTrackTop) * ratio) / ratio;
    const double height = std::round(m_look.px(kTrackHeight) * ratio) / ratio;
    return {margin, top, std::max(1.0, width() - 2 * margin), height};
}

core::Nanos MinimapView::end() const
{
    return m_snapshot ? std::max(m_end, core::Nanos{m_snapshot->trace.stop}) : core::Nanos{};
}

void MinimapView::setEnd(core::Nanos end)
{
    if (end == m_end)
        return;
    m_end = end;
    m_dirty = true;
    update();
}

double MinimapView::xOf(core::Nanos moment) const
{
    const QRectF area = track();
    const auto stop = static_cast<double>(end().count);
    const double share = stop > 0 ? static_cast<double>(moment.count) / stop : 0;
    return area.left() + std::clamp(share, 0.0, 1.0) * area.width();
}

core::Nanos MinimapView::timeAt(double x) const
{
    if (!m_snapshot)
        return {};
    const QRectF area = track();
    const double share = std::clamp((x - area.left()) / area.width(), 0.0, 1.0);
    return {std::llround(share * static_cast<double>(end().count))};
}

void MinimapView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    renew();
}

void MinimapView::renew()
{
    m_dirty = true;
    update();
}

void MinimapView::setMoment(core::Nanos moment)
{
    if (moment == m_moment)
        return;
    const core::Nanos before = m_moment;
    m_moment = moment;
    const double reach = m_look.px(kHandleRadius) + 3;
    const double from = std::min(xOf(before), xOf(moment)) - reach;
    const double to = std::max(xOf(before), xOf(moment)) + reach;
    update(QRectF(from, 0, to - from, height()).toAlignedRect());
    if (m_snapshot)
        setAccessibleDescription(
            tr("%1 of %2")
                .arg(QString::fromStdString(core::figureOf(moment, end()).value),
                     QString::fromStdString(core::figureOf(end()).text())));
}

void MinimapView::setLook(const Look &look)
{
    m_look = look;
    m_dirty = true;
    updateGeometry();
    update();
}

void MinimapView::ensureLayers()
{
    const double ratio = devicePixelRatioF();
    const double line = std::max(1.0, std::round(m_look.px(1) * ratio)) / ratio;
    const QRectF inner = track().adjusted(line, line, -line, -line);
    const QSize pixels(std::max(1, qRound(inner.width() * ratio)),
                       std::max(1, qRound(inner.height() * ratio)));
    if (!m_dirty && m_pastLayer.size() == pixels)
        return;
    m_dirty = false;
    std::vector<std::array<double, kWorkClassCount>> shares;
    if (m_snapshot && m_snapshot->trace.stop > 0)
        shares = workShares(*m_snapshot, qRound(pixels.width() * shareOf(*m_snapshot, end())));
    shares.resize(static_cast<std::size_t>(pixels.width()));
    m_pastLayer = paintShares(shares, pixels.height(), false, m_look.theme);
    m_futureLayer = paintShares(shares, pixels.height(), true, m_look.theme);
}

void MinimapView::paintEvent(QPaintEvent *)
{
    ensureLayers();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double ratio = devicePixelRatioF();
    const double line = std::max(1.0, std::round(m_look.px(1) * ratio)) / ratio;
    const QRectF area = track();
    drawRounded(painter, area, m_look.px(3), m_look.theme.surface2, m_look.theme.line, line);
    const QPointF corner = area.topLeft() + QPointF(line, line);
    const double x = xOf(m_moment);
    const double wide = m_pastLayer.width();
    const double split = std::clamp(std::round((x - corner.x()) * ratio), 0.0, wide);
    const double tall = m_pastLayer.height();
    painter.drawImage(QRectF(corner, QSizeF(split, tall) / ratio), m_pastLayer,
                      QRectF(0, 0, split, tall));
    painter.drawImage(
        QRectF(corner + QPointF(split / ratio, 0), QSizeF(wide - split, tall) / ratio),
        m_futureLayer, QRectF(split, 0, wide - split, tall));

    paintMarks(painter);
    const QPointF centre(x, m_look.px(kHandleY));
    const double reach = m_look.px(kHandleRadius);
    painter.fillRect(
        QRectF(x - m_look.px(1), m_look.px(0.5), m_look.px(2), centre.y() - reach - m_look.px(0.5)),
        m_look.theme.text1);
    painter.setPen(QPen(m_look.theme.text1, m_look.px(2)));
    painter.setBrush(m_look.theme.surface);
    painter.drawEllipse(centre, reach, reach);
    if (m_keyboardFocus && m_look.interactive) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_look.theme.accent, m_look.px(2)));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), m_look.px(5), m_look.px(5));
    }
}

// Ticks above the track, one for each pixel with a match.
void MinimapView::paintMarks(QPainter &painter) const
{
    const double ratio = devicePixelRatioF();
    const double width = std::max(1.0, std::round(m_look.px(1.5) * ratio)) / ratio;
    double painted = -1;
    for (const core::Nanos mark : m_marks) {
        const double at = std::floor(xOf(mark) * ratio) / ratio;
        if (at < painted)
            continue;
        painted = at + width;
        painter.fillRect(
            QRectF(at, m_look.px(kTrackTop - kMarkHeight), width, m_look.px(kMarkHeight)),
            m_look.theme.accent);
    }
}

void MinimapView::setMarks(const std::vector<core::Nanos> &moments)
{
    m_marks = moments;
    update();
}

void MinimapView::resizeEvent(QResizeEvent *)
{
    m_dirty = true;
}

void MinimapView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && end().count > 0)
        Q_EMIT scrubbed(timeAt(event->position().x()));
}

void MinimapView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && end().count > 0)
        Q_EMIT scrubbed(timeAt(event->position().x()));
}

void MinimapView::keyPressEvent(QKeyEvent *event)
{
    if (end().count <= 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const std::int64_t stop = end().count;
    std::int64_t target = m_moment.count;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Down:
        target -= stop / 100;
        break;
    case Qt::Key_Right:
    case Qt::Key_Up:
        target += stop / 100;
        break;
    case Qt::Key_PageDown:
        target -= stop / 10;
        break;
    case Qt::Key_PageUp:
        target += stop / 10;
        break;
    case Qt::Key_Home:
        target = 0;
        break;
    case Qt::Key_End:
        target = stop;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    Q_EMIT scrubbed({std::clamp<std::int64_t>(target, 0, stop)});
}

void MinimapView::focusInEvent(QFocusEvent *event)
{
    m_keyboardFocus =
        event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
    update();
}

void MinimapView::focusOutEvent(QFocusEvent *)
{
    m_keyboardFocus = false;
    update();
}

} // namespace ui
