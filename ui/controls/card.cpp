// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/card.h"

#include "ui/paint/primitives.h"

#include <QPainter>

namespace ui {

Card::Card(QWidget *parent) : QWidget(parent) {}

void Card::setLook(const Look &look)
{
    m_look = look;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawCard(painter, QRectF(rect()).adjusted(0, 0, 0, -m_look.px(2)), m_look);
}

} // namespace ui
