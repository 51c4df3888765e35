// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/idea_row.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {

constexpr double kHeight = 55;
constexpr double kIconRoom = 44;
constexpr double kPadding = 12;

} // namespace

IdeaRow::IdeaRow(const IdeaText &text, bool best, QWidget *parent)
    : QAbstractButton(parent), m_text(text), m_best(best)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Try: %1. %2, %3").arg(text.title, text.reason, text.saving));
    setToolTip(tr("Try: %1").arg(text.title) + u'\n' + text.reason);
}

void IdeaRow::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize IdeaRow::sizeHint() const
{
    return {m_look.ipx(290), m_look.ipx(kHeight)};
}

void IdeaRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    QColor fill = m_best ? theme.accentSoft : theme.surface2;
    if (underMouse() || isDown())
        fill = mixed(fill, theme.accent, isDown() ? 0.2 : 0.1);
    drawRounded(painter, rect(), m_look.px(8), fill, theme.flat ? theme.line2 : QColor(),
                m_look.px(theme.lineWidth));
    const auto mirrored = [this](double left, double top, double width, double height) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(),
                                         QRectF(left, top, width, height).toRect()));
    };
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const auto edge = [](bool right) {
        return static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    };
    drawIcon(painter, mirrored(0, 0, m_look.px(kIconRoom), height()), m_text.icon,
             m_text.faster ? theme.accent : theme.text2, 20, m_look);
    const QFont strong = m_look.font(TextRole::ControlStrong);
    painter.setFont(strong);
    const double saving = QFontMetricsF(strong).horizontalAdvance(m_text.saving) + 1;
    const double right = width() - m_look.px(kPadding);
    painter.setPen(m_text.faster ? theme.accent : theme.text2);
    const double left = m_look.px(kIconRoom);
    const double room = right - saving - m_look.px(8) - left;
    // A long title has its line to itself: what is gained stands in the one below.
    const bool below = textWidth(strong, m_text.title) > room;
    painter.drawText(below ? mirrored(right - saving, m_look.px(27), saving, m_look.px(20))
                           : mirrored(right - saving, 0, saving, height()),
                     edge(!reversed), m_text.saving);
    const auto line = [&](double centre, double most, const QFont &font, const QColor &colour,
                          const QString &words) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(mirrored(left, m_look.px(centre - 10), most, m_look.px(20)),
                         edge(reversed),
                         QFontMetricsF(font).elidedText(words, Qt::ElideRight, most));
    };
    const QFont caption = m_look.font(TextRole::Caption);
    line(18, below ? right - left : room, strong, theme.text1, m_text.title);
    line(37, room, caption, theme.text2,
         textWidth(caption, m_text.reason) <= room ? m_text.reason : m_text.brief);
}

void IdeaRow::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(8), m_look};
    });
}

void IdeaRow::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void IdeaRow::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace ui
