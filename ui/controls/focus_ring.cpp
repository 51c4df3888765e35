// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/focus_ring.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>

#include <utility>

namespace ui {

FocusRing::FocusRing(QWidget *target) : QWidget(target->parentWidget()), m_target(target)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    hide();
    target->installEventFilter(this);
    connect(target, &QObject::destroyed, this, &QObject::deleteLater);
}

void FocusRing::showAround(std::function<FocusShape()> shape)
{
    m_shapeNow = std::move(shape);
    follow();
    show();
    raise();
}

void FocusRing::follow()
{
    m_shape = m_shapeNow();
    QWidget *host = roomyAncestor();
    if (host == nullptr)
        return;
    if (parentWidget() != host) {
        const bool shown = isVisible();
        setParent(host); // which hides it
        setVisible(shown);
        raise();
    }
    watchAncestors();
    place();
}

QWidget *FocusRing::roomyAncestor() const
{
    QWidget *host = m_target->parentWidget();
    const int reach = static_cast<int>(m_shape.look.px(5));
    const QRect wanted = m_shape.body.toAlignedRect().adjusted(-reach, -reach, reach, reach);
    for (QWidget *ancestor = host; ancestor != nullptr; ancestor = ancestor->parentWidget()) {
        if (ancestor->rect().contains(wanted.translated(m_target->mapTo(ancestor, QPoint()))))
            return ancestor;
        if (ancestor->isWindow())
            break;
    }
    return host;
}

// A layout may move ancestors between the ring and its control.
void FocusRing::watchAncestors()
{
    for (QWidget *widget = m_target->parentWidget(); widget != nullptr && widget != parentWidget();
         widget = widget->parentWidget())
        widget->installEventFilter(this);
}

void FocusRing::place()
{
    const int reach = static_cast<int>(m_shape.look.px(6)) + 1;
    const QPoint origin = m_target->mapTo(parentWidget(), QPoint());
    const QRect body = m_shape.body.toAlignedRect().translated(origin);
    setGeometry(body.adjusted(-reach, -reach, reach, reach));
    update();
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_target == nullptr)
        return;
    m_shape = m_shapeNow(); // its colours may be new
    const QPointF origin = m_target->mapTo(parentWidget(), QPoint()) - pos();
    drawFocusRing(painter, m_shape.body.translated(origin), m_shape.radius, m_shape.look);
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    const QEvent::Type type = event->type();
    if (watched == m_target && type == QEvent::FocusOut) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        m_waits = isVisible() &&
                  (reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason);
        hide();
    } else if (watched == m_target && type == QEvent::Hide) {
        hide();
    }
    const bool changes = type == QEvent::Move || type == QEvent::Resize ||
                         (watched == m_target && type == QEvent::FontChange);
    if (changes && isVisible() && m_target != nullptr)
        follow();
    return QWidget::eventFilter(watched, event);
}

void showFocusRing(QPointer<FocusRing> &ring, QWidget *target, Qt::FocusReason reason,
                   std::function<FocusShape()> shape)
{
    const bool returns = reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason;
    if (reason == Qt::MouseFocusReason || (returns && (ring.isNull() || !ring->waits())))
        return;
    if (ring.isNull())
        ring = new FocusRing(target);
    ring->showAround(std::move(shape));
}

} // namespace ui
