// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/layout_row.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>
#include <QStyle>

namespace ui {

namespace {

// Logical pixels.
constexpr double kHeight = 118;
constexpr double kOrder = 47; // three lines
constexpr double kBadge = 20;
constexpr double kSide = 11;
constexpr double kText = 40; // from the left
constexpr double kLine = 18;
constexpr double kTop = 8;

} // namespace

LayoutRow::LayoutRow(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus);
}

void LayoutRow::say(const Words &words)
{
    if (words == m_words)
        return;
    m_words = words;
    setCursor(words.isNow ? Qt::ArrowCursor : Qt::PointingHandCursor);
    setEnabled(!words.isNow);
    const QString all = QStringList{words.degrees, words.order, words.price}.join(u'\n');
    setToolTip(words.isNow ? all
                           : tr("Take this layout; undo brings the former one back") + u'\n' + all);
    setAccessibleName(tr("Idea %1: %2. %3").arg(words.number).arg(words.title, words.gain));
    setAccessibleDescription(QString(all).replace(u'\n', QStringLiteral(". ")));
    update();
}

void LayoutRow::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

QSize LayoutRow::sizeHint() const
{
    return {m_look.ipx(320), m_look.ipx(kHeight)};
}

void LayoutRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = m_look.theme;
    QColor fill = m_words.number == 1 ? theme.accentSoft : theme.surface2;
    if (isEnabled() && (underMouse() || isDown()))
        fill = mixed(fill, theme.accent, isDown() ? 0.2 : 0.1);
    drawRounded(painter, rect(), m_look.px(8), fill, theme.flat ? theme.line2 : theme.line,
                m_look.px(theme.lineWidth));
    const auto mirrored = [this](double left, double top, double width, double height) {
        return QRectF(QStyle::visualRect(layoutDirection(), rect(),
                                         QRectF(left, top, width, height).toRect()));
    };
    const QRectF badge =
        mirrored(m_look.px(kSide), m_look.px(kTop), m_look.px(kBadge), m_look.px(kBadge));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawEllipse(badge);
    painter.setPen(theme.onAccent);
    painter.setFont(m_look.font(TextRole::CaptionStrong));
    painter.drawText(badge, Qt::AlignCenter, QString::number(m_words.number));
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const double left = m_look.px(kText);
    const double right = width() - m_look.px(kSide);
    const auto line = [&](double y, TextRole role, const QColor &colour, const QString &text,
                          const QString &end) {
        const QFont font = m_look.font(role);
        painter.setFont(font);
        painter.setPen(colour);
        const double top = m_look.px(y);
        const double wide = end.isEmpty() ? 0 : textWidth(font, end) + 1;
        painter.drawText(mirrored(right - wide, top, wide, m_look.px(kLine)),
                         int((reversed ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter), end);
        const double room = right - left - wide - (wide > 0 ? m_look.px(8) : 0);
        painter.drawText(mirrored(left, top, room, m_look.px(kLine)),
                         int((reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter),
                         QFontMetricsF(font).elidedText(text, Qt::ElideRight, room));
    };
    line(kTop, TextRole::ControlStrong, theme.text1, m_words.title, m_words.gain);
    line(kTop + kLine, TextRole::Caption, theme.text2, m_words.degrees, {});
    painter.setFont(m_look.font(TextRole::Caption));
    painter.setPen(theme.text2);
    painter.drawText(mirrored(left, m_look.px(kTop + 2 * kLine), right - left, m_look.px(kOrder)),
                     int((reversed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop) |
                         Qt::TextWordWrap,
                     m_words.order);
    line(kTop + 2 * kLine + kOrder, TextRole::CaptionStrong, theme.text1, m_words.price, {});
}

void LayoutRow::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(8), m_look};
    });
}

void LayoutRow::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void LayoutRow::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace ui
