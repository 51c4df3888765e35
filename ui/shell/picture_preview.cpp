// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/picture_preview.h"

#include <QPainter>

namespace ui {

PicturePreview::PicturePreview(QWidget *parent) : QFrame(parent)
{
    setFrameShape(QFrame::StyledPanel);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void PicturePreview::setImage(const QImage &image)
{
    m_image = image;
    m_image.setDevicePixelRatio(1);
    m_small = {};
    update();
}

void PicturePreview::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    if (m_image.isNull())
        return;
    const double ratio = devicePixelRatioF();
    const QRect room = contentsRect();
    const QSize size = m_image.size().scaled(room.size() * ratio, Qt::KeepAspectRatio);
    if (m_small.size() != size)
        m_small = m_image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    QRectF target(QPointF(), QSizeF(size) / ratio);
    target.moveCenter(QRectF(room).center());
    QPainter(this).drawImage(target, m_small);
}

} // namespace ui
