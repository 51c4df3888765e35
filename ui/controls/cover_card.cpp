// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/cover_card.h"

#include "ui/paint/primitives.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kSide = 8;         // beside its words
constexpr double kLeastHeight = 48; // two lines

} // namespace

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
    updateGeometry();
}

QSize CoverCard::minimumSizeHint() const
{
    return {1, m_look.ipx(kLeastHeight)};
}

void CoverCard::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    QPainter painter(this);
    painter.setFont(m_look.font(TextRole::Control, 14));
    painter.setPen(m_look.theme.text2);
    // In lines where one is too long, all beside the icon.
    const double icon = m_look.px(28);
    const double beside = icon + m_look.px(6);
    const double most = std::max(1.0, width() - 2 * m_look.px(kSide) - beside);
    const double wide = std::min(most, std::ceil(textWidth(painter.font(), m_words)));
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const double left = (width() - beside - wide) / 2;
    drawIcon(painter,
             QRectF(reversed ? left + wide + beside - icon : left, height() / 2.0 - icon / 2, icon,
                    icon),
             QStringLiteral("eye-off"), m_look.theme.text2, 22, m_look);
    painter.drawText(QRectF(reversed ? left : left + beside, 0, wide, height()),
                     static_cast<int>(Qt::AlignLeading | Qt::AlignVCenter | Qt::TextWordWrap),
                     m_words);
}

} // namespace ui
