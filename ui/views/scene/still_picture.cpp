// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scene/still_picture.h"

#include <QPainter>
#include <QWidget>

namespace ui {

void StillPicture::paint(QPainter &painter, const QWidget &widget,
                         const std::function<void(QPainter &)> &draw)
{
    const double ratio = widget.devicePixelRatioF();
    if (m_copy.isNull() || m_copy.devicePixelRatioF() != ratio) {
        m_copy = QPixmap(widget.size() * ratio);
        m_copy.setDevicePixelRatio(ratio);
        QPainter onCopy(&m_copy);
        draw(onCopy);
    }
    painter.drawPixmap(0, 0, m_copy);
}

} // namespace ui
