// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>

#include <functional>

class QPainter;
class QWidget;

namespace ui {

// The part of a widget that does not change from frame to frame. A picture shown only once, such as
// the first one or one under a moving slider, is drawn without keeping a copy.
class StillPicture
{
public:
    // To be drawn anew.
    void clear();
    void paint(QPainter &painter, const QWidget &widget,
               const std::function<void(QPainter &)> &draw);

private:
    QPixmap m_copy;
    bool m_shownOnce = false;
};

} // namespace ui
