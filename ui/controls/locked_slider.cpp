// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/locked_slider.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>

namespace ui {

namespace {

constexpr double kLockSize = 28;
constexpr double kIconSize = 18;
constexpr double kGap = 10;
constexpr double kRowHeight = 40;

} // namespace

LockButton::LockButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
}

void LockButton::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void LockButton::setShut(bool shut)
{
    m_shut = shut;
    setAccessibleDescription(shut ? tr("holds") : tr("follows"));
    update();
}

QSize LockButton::sizeHint() const
{
    return {m_look.ipx(kLockSize), m_look.ipx(kLockSize)};
}

void LockButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const bool hovered = underMouse() && m_look.interactive && isEnabled();
    const QColor fill = m_shut || hovered ? theme.accentSoft : theme.surface;
    drawRounded(painter, rect(), m_look.px(kControlRadius), fill,
                m_shut ? theme.accent : theme.line2, m_look.px(theme.lineWidth));
    const double size = m_look.px(kIconSize);
    const QRectF icon((width() - size) / 2, (height() - size) / 2, size, size);
    drawIcon(painter, icon, m_shut ? QStringLiteral("lock") : QStringLiteral("lock-open"),
             m_shut ? theme.accent : theme.text3, kIconSize, m_look);
}

void LockButton::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{QRectF(rect()), m_look.px(kControlRadius), m_look};
    });
}

void LockButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void LockButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

LockedSlider::LockedSlider(const QString &label, QWidget *parent)
    : QWidget(parent), m_slider(new ValueSlider(label, this)), m_lock(new LockButton(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_lock->setAccessibleName(tr("Lock %1").arg(label));
}

void LockedSlider::setLook(const Look &look)
{
    m_look = look;
    m_slider->setLook(look);
    m_lock->setLook(look);
    updateGeometry();
    place();
}

QSize LockedSlider::sizeHint() const
{
    const QSize lock = m_lock->sizeHint();
    return {m_slider->minimumSizeHint().width() + lock.width() + m_look.ipx(kGap),
            m_look.ipx(kRowHeight)};
}

void LockedSlider::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

void LockedSlider::place()
{
    const QSize lock = m_lock->sizeHint();
    const int rest = width() - lock.width() - m_look.ipx(kGap);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    m_slider->setGeometry(reversed ? width() - rest : 0, 0, rest, m_slider->sizeHint().height());
    m_lock->setGeometry(reversed ? 0 : width() - lock.width(), m_look.ipx(4), lock.width(),
                        lock.height());
}

} // namespace ui
