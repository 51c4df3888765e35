// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>

#include <functional>

class QPainter;
class QWidget;

namespace ui {

// The part of a widget that does not change from frame to frame. Every frame shows the copy, the
// first one too: drawn directly, an antialiased edge may be rounded differently, and the same
// moment would not give the same picture.
class StillPicture
{
public:
    // To be drawn anew.
    void clear() { m_copy = {}; }
    void paint(QPainter &painter, const QWidget &widget,
               const std::function<void(QPainter &)> &draw);

private:
    QPixmap m_copy;
};

} // namespace ui
