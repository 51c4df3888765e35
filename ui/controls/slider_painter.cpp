// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/slider_painter.h"

#include "ui/paint/primitives.h"

#include <QPainter>
#include <QPen>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels.
constexpr double kLabelCentre = 9;
constexpr double kGrooveCentre = 26;
constexpr double kGrooveThickness = 4;
constexpr double kHandleSize = 18;
constexpr double kTickHeight = 24;

int alignedTo(bool right)
{
    return static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QFont labelFont(const SliderPicture &slider)
{
    return slider.look.font(slider.emphasised ? TextRole::ControlStrong : TextRole::Control);
}

// Value and former value; returns the area that both take.
QRectF paintValues(QPainter &painter, const SliderPicture &slider)
{
    const Theme &theme = slider.look.theme;
    const QRectF value = sliderValue(slider);
    if (slider.typing)
        return value;
    const int end = alignedTo(!slider.reversed);
    painter.setFont(slider.look.font(TextRole::ControlStrong));
    painter.setPen(slider.enabled ? theme.text1 : theme.text3);
    painter.drawText(value, end, slider.value);
    if (slider.former.isEmpty())
        return value;
    const QFont font = slider.look.font(TextRole::Caption);
    const double gap = slider.look.px(8);
    const double room = std::ceil(QFontMetricsF(font).horizontalAdvance(slider.former)) + gap;
    // Rather the name of the control: the handle of the former value is drawn too.
    const double label = textWidth(labelFont(slider), slider.label) + slider.look.px(6);
    if (label + room + value.width() > slider.size.width())
        return value;
    QRectF area(slider.reversed ? value.right() : value.left() - room, 0, room, value.height());
    area.adjust(slider.reversed ? gap : 0, 0, slider.reversed ? 0 : -gap, 0);
    painter.setFont(font);
    painter.setPen(theme.text3);
    painter.drawText(area, end, slider.former);
    return value.united(area);
}

void paintLabel(QPainter &painter, const SliderPicture &slider, const QRectF &taken)
{
    const Theme &theme = slider.look.theme;
    const QFont font = labelFont(slider);
    const QColor ink = slider.emphasised ? theme.text1 : theme.text2;
    painter.setFont(font);
    painter.setPen(slider.enabled ? ink : theme.text3);
    const double room = slider.size.width() - taken.width() - slider.look.px(6);
    const QRectF area(slider.reversed ? slider.size.width() - room : 0, 0, room, taken.height());
    painter.drawText(area, alignedTo(slider.reversed),
                     QFontMetricsF(font).elidedText(slider.label, Qt::ElideRight, room));
}

void paintRefusal(QPainter &painter, const SliderPicture &slider)
{
    QFont font = slider.look.font(TextRole::Caption);
    const QString refusal = shownRefusal(slider);
    if (QFontMetricsF(font).horizontalAdvance(refusal) > slider.size.width())
        font = slider.look.font(TextRole::Caption, 11);
    const double top = sliderValue(slider).bottom();
    const QRectF area(0, top, slider.size.width(), slider.size.height() - top);
    painter.setFont(font);
    painter.setPen(slider.look.theme.problemText);
    // The end says what can be typed.
    painter.drawText(area, alignedTo(slider.reversed),
                     QFontMetricsF(font).elidedText(refusal, Qt::ElideLeft, area.width()));
}

// The outline of the handle at its former place.
void paintFormer(QPainter &painter, const SliderPicture &slider)
{
    if (slider.former.isEmpty() || !slider.formerPosition)
        return;
    const double line = slider.look.px(1.5);
    QPen pen(slider.look.theme.text3, line);
    pen.setDashPattern({2.0, 2.0});
    painter.setPen(pen);
    painter.setBrush(slider.look.theme.surface);
    painter.drawEllipse(
        sliderHandle(slider, *slider.formerPosition).adjusted(line, line, -line, -line));
}

// Across the groove, and seen above and below the handle where the two are the same.
void paintPinned(QPainter &painter, const SliderPicture &slider)
{
    if (!slider.pinnedPosition)
        return;
    const double width = slider.look.px(2);
    const QRectF handle = sliderHandle(slider, *slider.pinnedPosition);
    painter.fillRect(QRectF(handle.center().x() - width / 2,
                            handle.center().y() - slider.look.px(kTickHeight / 2), width,
                            slider.look.px(kTickHeight)),
                     slider.look.theme.text2);
}

void paintGroove(QPainter &painter, const SliderPicture &slider)
{
    const Theme &theme = slider.look.theme;
    const QColor ink = slider.enabled ? theme.accent : theme.line3;
    const double thickness = slider.look.px(kGrooveThickness);
    const QRectF groove(0, slider.look.px(kGrooveCentre) - thickness / 2, slider.size.width(),
                        thickness);
    const QRectF handle = sliderHandle(slider, slider.position);
    drawRounded(painter, groove, thickness / 2, theme.flat ? theme.line3 : theme.idle);
    QRectF filled = groove;
    if (slider.reversed)
        filled.setLeft(handle.center().x());
    else
        filled.setRight(handle.center().x());
    drawRounded(painter, filled, thickness / 2, ink);
    paintPinned(painter, slider);
    paintFormer(painter, slider);
    drawRounded(painter, handle, handle.width() / 2,
                slider.active ? theme.accentSoft : theme.surface, ink, slider.look.px(2.5));
}

} // namespace

QRectF sliderHandle(const SliderPicture &slider, double position)
{
    const double size = slider.look.px(kHandleSize);
    const double along = slider.reversed ? 1 - position : position;
    return {along * (slider.size.width() - size), slider.look.px(kGrooveCentre) - size / 2, size,
            size};
}

QRectF sliderValue(const SliderPicture &slider)
{
    const QFontMetricsF metrics(slider.look.font(TextRole::ControlStrong));
    const double width = std::max(slider.look.px(32), metrics.horizontalAdvance(slider.value) + 4);
    return {slider.reversed ? 0 : slider.size.width() - width, 0, width,
            slider.look.px(2 * kLabelCentre)};
}

QString shownRefusal(const SliderPicture &slider)
{
    const QFontMetricsF smallest(slider.look.font(TextRole::Caption, 11));
    const qsizetype colon = slider.refusal.indexOf(QStringLiteral(": "));
    if (colon < 0 || smallest.horizontalAdvance(slider.refusal) <= slider.size.width())
        return slider.refusal;
    const QString rest = slider.refusal.mid(colon + 2);
    return rest.left(1).toUpper() + rest.mid(1);
}

void paintSlider(QPainter &painter, const SliderPicture &slider)
{
    painter.setRenderHint(QPainter::Antialiasing);
    paintLabel(painter, slider, paintValues(painter, slider));
    if (slider.refusal.isEmpty())
        paintGroove(painter, slider);
    else
        paintRefusal(painter, slider);
}

} // namespace ui
