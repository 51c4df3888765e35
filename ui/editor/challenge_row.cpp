// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/challenge_row.h"

#include "ui/paint/primitives.h"
#include "ui/words/text_of.h"

#include <QPainter>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeight = 31;
constexpr double kBadge = 18;

} // namespace

ChallengeRow::ChallengeRow(int number, const QString &title, QWidget *parent)
    : QAbstractButton(parent), m_number(number)
{
    setText(title);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    nameIt();
}

void ChallengeRow::nameIt()
{
    const QString name = tr("Challenge %1: %2").arg(m_number).arg(text());
    setAccessibleName(m_isSolved ? tr("%1, solved").arg(name) : name);
}

void ChallengeRow::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void ChallengeRow::setSolved(bool solved)
{
    m_isSolved = solved;
    nameIt();
    update();
}

void ChallengeRow::setCurrent(bool current)
{
    m_isCurrent = current;
    update();
}

QSize ChallengeRow::sizeHint() const
{
    return {m_look.ipx(220), m_look.ipx(kHeight)};
}

void ChallengeRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    if (m_isCurrent)
        drawRounded(painter, area, m_look.px(kControlRadius), theme.accentSoft, theme.accent,
                    m_look.px(2));
    const double side = m_look.px(kBadge);
    const QRectF badge(m_look.px(10), (height() - side) / 2, side, side);
    if (m_isSolved) {
        drawRounded(painter, badge, side / 2, theme.accent);
        drawIcon(painter, badge, QStringLiteral("check"), theme.onAccent, 12, m_look);
    } else {
        drawRounded(painter, badge, side / 2, {}, m_isCurrent ? theme.accent : theme.line3,
                    m_look.px(1.5));
        painter.setFont(m_look.font(TextRole::Small));
        painter.setPen(theme.text2);
        painter.drawText(badge, Qt::AlignCenter, countText(m_number));
    }
    painter.setFont(m_look.font(m_isCurrent ? TextRole::ControlStrong : TextRole::Control));
    painter.setPen(theme.text1);
    const QRectF words(badge.right() + m_look.px(12), 0, width() - badge.right() - m_look.px(16),
                       height());
    const QString shown =
        painter.fontMetrics().elidedText(text(), Qt::ElideRight, static_cast<int>(words.width()));
    if (const QString tip = shown == text() ? QString() : text(); tip != toolTip())
        setToolTip(tip);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (hasFocus() && m_look.interactive)
        drawFocusRing(painter, area.adjusted(3, 3, -3, -3), m_look.px(kControlRadius), m_look);
}

} // namespace ui
