// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/choice_row.h"

#include "ui/paint/primitives.h"

#include <QFocusEvent>
#include <QPainter>
#include <QPainterPath>

namespace ui {

namespace {

constexpr double kTabPadding = 10; // a tab also takes clicks beside its text

} // namespace

ChoiceButton::ChoiceButton(ChoiceStyle style, const ChoiceItem &item, QWidget *parent)
    : QAbstractButton(parent), m_style(style), m_id(item.id)
{
    setText(item.text);
    setToolTip(item.toolTip);
    setAccessibleDescription(item.toolTip);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::TabFocus);
}

void ChoiceButton::setLook(const Look &look)
{
    m_look = look;
    updateGeometry();
    update();
}

void ChoiceButton::setPlace(Place place)
{
    m_place = place;
    update();
}

QFont ChoiceButton::textFont() const
{
    return m_look.font(m_style == ChoiceStyle::SmallSegments ? TextRole::CaptionStrong
                                                             : TextRole::ControlStrong);
}

QSize ChoiceButton::sizeHint() const
{
    const double text = textWidth(textFont(), this->text());
    switch (m_style) {
    case ChoiceStyle::Tiles:
        return {qCeil(text + m_look.px(14)), m_look.ipx(30)};
    case ChoiceStyle::Segments:
        return {qCeil(text + m_look.px(28)), m_look.ipx(34)};
    case ChoiceStyle::SmallSegments:
        return {qCeil(text + m_look.px(20)), m_look.ipx(26)};
    case ChoiceStyle::Tabs:
        break;
    }
    return {qCeil(text) + 2 * m_look.ipx(kTabPadding), m_look.ipx(34)};
}

void ChoiceButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(textFont());
    switch (m_style) {
    case ChoiceStyle::Tiles:
        paintTile(painter);
        break;
    case ChoiceStyle::Segments:
    case ChoiceStyle::SmallSegments:
        paintSegment(painter);
        break;
    case ChoiceStyle::Tabs:
        paintTab(painter);
        break;
    }
}

void ChoiceButton::paintTile(QPainter &painter)
{
    const Theme &theme = m_look.theme;
    const double radius = m_look.px(kControlRadius);
    if (isChecked())
        drawRounded(painter, rect(), radius, theme.accentSoft, theme.accent,
                    m_look.px(theme.flat ? 3 : 2));
    else
        drawRounded(painter, rect(), radius, underMouse() ? theme.surface2 : theme.surface,
                    theme.line2, m_look.px(theme.flat ? 1 : theme.lineWidth));
    painter.setPen(isChecked() || underMouse() ? theme.text1 : theme.text2);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

void ChoiceButton::paintSegment(QPainter &painter)
{
    const Theme &theme = m_look.theme;
    const double radius = m_look.px(kControlRadius);
    const double width = m_look.px(theme.lineWidth);
    const bool left = m_place == Place::Alone || m_place == Place::First;
    const bool right = m_place == Place::Alone || m_place == Place::Last;
    // Square ends extend beyond the widget, where they are clipped; neighbours share one line.
    QRectF area = QRectF(rect()).adjusted(left ? 0 : -2 * radius, 0, right ? 0 : 2 * radius, 0);
    if (layoutDirection() == Qt::RightToLeft && left != right)
        area.translate(left ? -2 * radius : 2 * radius, 0);
    const QColor fill = isChecked() ? theme.accent : underMouse() ? theme.surface2 : theme.surface;
    drawRounded(painter, area, radius, fill, isChecked() ? theme.accent : theme.line2, width);
    if (!right && !isChecked()) {
        const double x = layoutDirection() == Qt::RightToLeft ? 0 : this->width() - width;
        painter.fillRect(QRectF(x, 0, width, height()), theme.line2);
    }
    painter.setPen(isChecked() ? theme.onAccent : theme.text2);
    painter.drawText(rect(), Qt::AlignCenter, text());
}

void ChoiceButton::paintTab(QPainter &painter)
{
    const Theme &theme = m_look.theme;
    painter.setPen(isChecked() || underMouse() ? theme.text1 : theme.text2);
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (!isChecked())
        return;
    const double thickness = m_look.px(3);
    const double inset = m_look.ipx(kTabPadding);
    drawRounded(painter, QRectF(inset, height() - thickness, width() - 2 * inset, thickness),
                thickness / 2, theme.accent);
}

void ChoiceButton::focusInEvent(QFocusEvent *event)
{
    QAbstractButton::focusInEvent(event);
    showFocusRing(m_focusRing, this, event->reason(), [this] {
        return FocusShape{rect(), m_look.px(kControlRadius), m_look};
    });
}

void ChoiceButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    update();
}

void ChoiceButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    update();
}

} // namespace ui
