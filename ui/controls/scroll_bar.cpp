// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scroll_bar.h"

#include "ui/paint/primitives.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr double kThickness = 10;
constexpr double kShortestHandle = 32;

} // namespace

ScrollBar::ScrollBar(Qt::Orientation orientation, QWidget *parent) : QScrollBar(orientation, parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent, false);
    setContextMenuPolicy(Qt::NoContextMenu);
}

void ScrollBar::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize ScrollBar::sizeHint() const
{
    return {m_look.ipx(kThickness), m_look.ipx(kThickness)};
}

double ScrollBar::along(const QPointF &point) const
{
    return orientation() == Qt::Vertical ? point.y() : point.x();
}

QRectF ScrollBar::handleRect() const
{
    const bool vertical = orientation() == Qt::Vertical;
    const double length = vertical ? height() : width();
    const double range = maximum() - minimum();
    if (range <= 0)
        return {};
    const double handle = std::min(
        length, std::max(m_look.px(kShortestHandle), length * pageStep() / (range + pageStep())));
    const double start = (length - handle) * (value() - minimum()) / range;
    const double inset = m_look.px(2);
    return vertical ? QRectF(inset, start + inset, width() - 2 * inset, handle - 2 * inset)
                    : QRectF(start + inset, inset, handle - 2 * inset, height() - 2 * inset);
}

void ScrollBar::paintEvent(QPaintEvent *)
{
    const QRectF handle = handleRect();
    if (handle.isEmpty())
        return;
    QPainter painter(this);
    const Theme &theme = m_look.theme;
    const QColor colour = isSliderDown() || underMouse() ? theme.line3 : theme.line2;
    drawRounded(painter, handle, std::min(handle.width(), handle.height()) / 2, colour);
}

void ScrollBar::mousePressEvent(QMouseEvent *event)
{
    const QRectF handle = handleRect();
    if (event->button() != Qt::LeftButton || handle.isEmpty()) {
        event->ignore();
        return;
    }
    const double at = along(event->position());
    const bool onHandle = at >= along(handle.topLeft()) && at <= along(handle.bottomRight());
    m_grabOffset = onHandle ? at - along(handle.center()) : 0;
    setSliderDown(true);
    mouseMoveEvent(event);
}

void ScrollBar::mouseMoveEvent(QMouseEvent *event)
{
    const QRectF handle = handleRect();
    if (!isSliderDown() || handle.isEmpty())
        return;
    const bool vertical = orientation() == Qt::Vertical;
    const double size = vertical ? handle.height() : handle.width();
    const double room = (vertical ? height() : width()) - size;
    const double share = room > 0 ? (along(event->position()) - m_grabOffset - size / 2) / room : 0;
    setSliderPosition(minimum() + qRound(std::clamp(share, 0.0, 1.0) * (maximum() - minimum())));
    update();
}

} // namespace ui
