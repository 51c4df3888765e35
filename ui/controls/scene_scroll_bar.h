// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/scroll_bar.h"

namespace ui {

// At the right edge of a scene that is higher than its widget.
class SceneScrollBar : public ScrollBar
{
    Q_OBJECT

public:
    explicit SceneScrollBar(QWidget *parent);

    // Hides it where the content fits. Without a signal.
    void setContentHeight(double height, const Look &look);
    // Scrolls as far as it takes to see this part of the content.
    void reveal(const QRectF &area, const Look &look);
    void turn(int eighthsOfDegree, const Look &look);
    [[nodiscard]] bool scrolls() const { return maximum() > 0; }
};

} // namespace ui
