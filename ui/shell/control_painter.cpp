// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/control_painter.h"

#include "ui/paint/primitives.h"

#include <QPainterPath>
#include <QStyleOptionButton>

namespace ui {

namespace {

constexpr double kItemRadius = 5;
constexpr double kCheckRadius = 4;
constexpr double kChevron = 16;

QColor pressed(const QStyleOption &option, const QColor &fill, const QColor &towards)
{
    if (option.state & QStyle::State_Sunken)
        return mixed(fill, towards, 0.2);
    return option.state & QStyle::State_MouseOver ? mixed(fill, towards, 0.1) : fill;
}

} // namespace

void paintDialogButton(QPainter &painter, const QStyleOptionButton &option, const Look &look)
{
    const Theme &theme = look.theme;
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool primary = enabled && (option.features & QStyleOptionButton::DefaultButton);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor fill = primary ? pressed(option, theme.accent, theme.text1)
                                : pressed(option, theme.surface, theme.accent);
    drawRounded(painter, option.rect, look.px(kControlRadius), fill,
                primary ? QColor() : theme.line2, look.px(theme.lineWidth));
    painter.restore();
}

void paintField(QPainter &painter, const QStyleOption &option, const Look &look)
{
    const Theme &theme = look.theme;
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = enabled && (option.state & QStyle::State_HasFocus);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawRounded(painter, option.rect, look.px(kControlRadius),
                enabled ? theme.surface : theme.surface2, focused ? theme.accent : theme.line2,
                look.px(focused ? 2 : theme.lineWidth));
    painter.restore();
}

void paintChevrons(QPainter &painter, const QRect &up, const QRect &down, const Look &look)
{
    const QString icon = QStringLiteral("chevron-down");
    const double size = up.isValid() ? kChevron * 0.75 : kChevron;
    drawIcon(painter, down, icon, look.theme.text2, size, look);
    if (!up.isValid())
        return;
    painter.save(); // the one icon, turned over
    const QPointF centre = QRectF(up).center();
    painter.translate(centre);
    painter.scale(1, -1);
    painter.translate(-centre);
    drawIcon(painter, up, icon, look.theme.text2, size, look);
    painter.restore();
}

void paintIndicator(QPainter &painter, const QStyleOption &option, bool round, const Look &look)
{
    const Theme &theme = look.theme;
    const bool on = option.state & QStyle::State_On;
    const QColor ink = option.state & QStyle::State_Enabled ? theme.accent : theme.line3;
    const double radius = round ? option.rect.width() / 2.0 : look.px(kCheckRadius);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawRounded(painter, option.rect, radius, on ? ink : theme.surface, on ? ink : theme.line3,
                look.px(1.5));
    if (on)
        drawIcon(painter, option.rect, QStringLiteral("check"), theme.onAccent, 14, look);
    painter.restore();
}

QPainterPath tipShape(const QRect &rect, const Look &look)
{
    QPainterPath path;
    path.addRoundedRect(rect, look.px(kControlRadius), look.px(kControlRadius));
    return path;
}

void paintTip(QPainter &painter, const QRect &rect, const Look &look)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect, look.theme.surface);
    drawRounded(painter, rect, look.px(kControlRadius), look.theme.surface, look.theme.line3,
                look.px(look.theme.lineWidth));
    painter.restore();
}

void paintItemGround(QPainter &painter, const QStyleOption &option, const Look &look)
{
    const Theme &theme = look.theme;
    const bool chosen = option.state & QStyle::State_Selected;
    const bool under = option.state & QStyle::State_MouseOver;
    if (!chosen && !under)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(option.rect);
    QRect line = option.rect; // one background under all cells of a line
    const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(&option);
    using Position = QStyleOptionViewItem::ViewItemPosition;
    const Position at = item != nullptr ? item->viewItemPosition : Position::OnlyOne;
    const int beyond = look.ipx(2 * kItemRadius);
    if (at == Position::Beginning || at == Position::Middle)
        line.setRight(line.right() + beyond);
    if (at == Position::End || at == Position::Middle)
        line.setLeft(line.left() - beyond);
    drawRounded(painter, line, look.px(kItemRadius), chosen ? theme.accentSoft : theme.surface2,
                chosen && theme.flat ? theme.accent : QColor(), look.px(theme.lineWidth));
    painter.restore();
}

void paintFrame(QPainter &painter, const QRect &rect, const Look &look)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawRounded(painter, rect, look.px(kControlRadius), {}, look.theme.line,
                look.px(look.theme.lineWidth));
    painter.restore();
}

void paintKeyboardFocus(QPainter &painter, const QStyleOption &option, const Look &look)
{
    if (!(option.state & QStyle::State_KeyboardFocusChange))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    drawRounded(painter, option.rect, look.px(kControlRadius), {}, look.theme.accent, look.px(2));
    painter.restore();
}

void paintHeaderGround(QPainter &painter, const QRect &rect, const Look &look)
{
    painter.fillRect(rect, look.theme.surface2);
    const double line = look.px(look.theme.lineWidth);
    painter.fillRect(QRectF(rect.left(), rect.bottom() + 1 - line, rect.width(), line),
                     look.theme.line);
}

} // namespace ui
