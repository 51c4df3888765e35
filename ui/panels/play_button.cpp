// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/play_button.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>

namespace ui {

namespace {

constexpr double kDiameter = 40;

} // namespace

PlayButton::PlayButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setPlaying(false);
}

void PlayButton::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void PlayButton::setPlaying(bool playing)
{
    m_playing = playing;
    setAccessibleName(playing ? tr("Pause") : tr("Play"));
    setToolTip(playing ? tr("Pause (Space)") : tr("Play (Space)"));
    update();
}

QSize PlayButton::sizeHint() const
{
    return {m_look.ipx(kDiameter), m_look.ipx(kDiameter)};
}

void PlayButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    QColor fill = isEnabled() ? theme.accent : theme.idle;
    if (isEnabled() && (isDown() || underMouse()))
        fill = mixed(fill, theme.text1, isDown() ? 0.2 : 0.1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    painter.drawEllipse(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    drawIcon(painter, rect(), m_playing ? QStringLiteral("pause") : QStringLiteral("play"),
             isEnabled() ? theme.onAccent : theme.text3, 20, m_look);
}

void PlayButton::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), width() / 2.0, m_look};
    });
}

void PlayButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void PlayButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace ui
