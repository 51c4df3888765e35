// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/spotlight_frame.h"

#include "ui/paint/primitives.h"

#include <QPainter>

namespace ui {

namespace {

// Logical pixels.
constexpr double kGap = 2; // no more: beside it stands what it does not point at
constexpr double kThick = 3;

} // namespace

SpotlightFrame::SpotlightFrame(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
}

void SpotlightFrame::setLook(const Look &look)
{
    m_look = look;
    update();
}

void SpotlightFrame::setTarget(const QRectF &target)
{
    m_target = target;
    setVisible(!target.isEmpty());
    update();
}

void SpotlightFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double around = m_look.px(kGap + kThick);
    const QRectF frame = m_target.adjusted(-around, -around, around, around)
                             .intersected(QRectF(rect()).adjusted(1, 1, -1, -1));
    drawRounded(painter, frame, m_look.px(10), QColor(), m_look.theme.accent, m_look.px(kThick));
}

} // namespace ui
