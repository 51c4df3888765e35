// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/present/laser_dot.h"

#include <QCoreApplication>
#include <QCursor>
#include <QMouseEvent>
#include <QPainter>
#include <QRadialGradient>

namespace ui {

namespace {

constexpr double kRadius = 14; // logical, with its glow
constexpr QColor kRed(255, 32, 32);

} // namespace

LaserDot::LaserDot(QWidget *screen) : QWidget(screen)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    // Mouse buttons are seen before the parts of the screen that use them.
    QCoreApplication::instance()->installEventFilter(this);
}

void LaserDot::setLook(const Look &look)
{
    m_look = look;
    update();
}

void LaserDot::setOn(bool on)
{
    m_on = on;
    setAttribute(Qt::WA_TransparentForMouseEvents, !on);
    setCursor(on ? Qt::BlankCursor : Qt::ArrowCursor);
    const QPointF mouse = mapFromGlobal(QCursor::pos());
    if (!on)
        point({});
    else
        point(rect().contains(mouse.toPoint()) ? mouse : QRectF(rect()).center());
}

void LaserDot::mouseMoveEvent(QMouseEvent *event)
{
    point(event->position());
}

bool LaserDot::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    const bool isMouse = type == QEvent::MouseButtonPress || type == QEvent::MouseMove ||
                         type == QEvent::MouseButtonRelease;
    if (m_on || !isMouse || !watched->isWidgetType() || !isVisible() ||
        !parentWidget()->isAncestorOf(static_cast<QWidget *>(watched)))
        return false;
    const auto *mouse = static_cast<QMouseEvent *>(event);
    if (type == QEvent::MouseButtonRelease || mouse->buttons() == Qt::NoButton)
        point({});
    else
        point(mapFromGlobal(mouse->globalPosition()));
    return false;
}

QRect LaserDot::areaOf(std::optional<QPointF> place) const
{
    const double radius = m_look.px(kRadius) + 1;
    return place ? QRectF(*place - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius))
                       .toAlignedRect()
                 : QRect();
}

void LaserDot::point(std::optional<QPointF> place)
{
    update(areaOf(m_place));
    m_place = place;
    update(areaOf(m_place));
}

void LaserDot::paintEvent(QPaintEvent *)
{
    if (!m_place)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = m_look.px(kRadius);
    QRadialGradient glow(*m_place, radius);
    glow.setColorAt(0, Qt::white);
    glow.setColorAt(0.2, kRed);
    glow.setColorAt(0.45, kRed);
    glow.setColorAt(1, QColor(kRed.red(), kRed.green(), kRed.blue(), 0));
    painter.setPen(Qt::NoPen);
    painter.setBrush(glow);
    painter.drawEllipse(*m_place, radius, radius);
}

} // namespace ui
