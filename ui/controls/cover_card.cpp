// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/cover_card.h"

#include "ui/paint/primitives.h"

#include <QPainter>

namespace ui {

CoverCard::CoverCard(QWidget *parent) : Card(parent)
{
    setWords(tr("hidden until you predict"));
}

void CoverCard::setWords(const QString &words)
{
    m_words = words;
    setAccessibleName(words);
    update();
}

void CoverCard::setLook(const Look &look)
{
    m_look = look;
    Card::setLook(look);
}

void CoverCard::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    painter.setFont(m_look.font(TextRole::Control, 14));
    painter.setPen(m_look.theme.text2);
    const double icon = m_look.px(28);
    const double wide = icon + m_look.px(6) + textWidth(painter.font(), m_words);
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const double left = (width() - wide) / 2;
    const QRectF line(left, 0, wide, height());
    drawIcon(painter,
             QRectF(reversed ? line.right() - icon : left, height() / 2.0 - icon / 2, icon, icon),
             QStringLiteral("eye-off"), m_look.theme.text2, 22, m_look);
    painter.drawText(line, static_cast<int>(Qt::AlignTrailing | Qt::AlignVCenter), m_words);
}

} // namespace ui
