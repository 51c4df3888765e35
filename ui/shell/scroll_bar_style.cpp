// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/scroll_bar_style.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

#include <algorithm>

namespace ui {

QRect scrollHandleRect(const QStyleOptionSlider &bar, int shortest)
{
    const bool vertical = bar.orientation == Qt::Vertical;
    const int length = vertical ? bar.rect.height() : bar.rect.width();
    const qint64 range = qint64{bar.maximum} - bar.minimum;
    if (range <= 0)
        return bar.rect;
    const auto wanted = static_cast<int>(qint64{length} * bar.pageStep / (range + bar.pageStep));
    const int size = std::clamp(wanted, std::min(shortest, length), length);
    const int at = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition,
                                                   length - size, bar.upsideDown);
    return vertical ? QRect(bar.rect.left(), bar.rect.top() + at, bar.rect.width(), size)
                    : QRect(bar.rect.left() + at, bar.rect.top(), size, bar.rect.height());
}

void paintScrollBar(QPainter &painter, const QStyleOptionSlider &bar, int shortest)
{
    painter.fillRect(bar.rect, bar.palette.color(QPalette::Base));
    if (bar.maximum <= bar.minimum)
        return;
    const QRectF handle = QRectF(scrollHandleRect(bar, shortest)).adjusted(2, 2, -2, -2);
    const bool active =
        bar.state.testFlag(QStyle::State_Sunken) || bar.state.testFlag(QStyle::State_MouseOver);
    const double radius = std::min(handle.width(), handle.height()) / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(bar.palette.color(active ? QPalette::Dark : QPalette::Mid));
    painter.drawRoundedRect(handle, radius, radius);
    painter.restore();
}

} // namespace ui
