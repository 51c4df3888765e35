// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/scene_scroll_bar.h"

#include <QSignalBlocker>

#include <algorithm>

namespace ui {

namespace {

constexpr double kPerNotch = 80; // logical pixels

} // namespace

SceneScrollBar::SceneScrollBar(QWidget *parent) : ScrollBar(Qt::Vertical, parent)
{
    hide();
}

void SceneScrollBar::setContentHeight(double height, const Look &look)
{
    const QSize room = parentWidget()->size();
    const int hidden = std::max(0, qCeil(height) - room.height());
    const QSignalBlocker quiet(this);
    setRange(0, hidden);
    setPageStep(room.height());
    setSingleStep(look.ipx(40));
    const int barWidth = look.ipx(10);
    setGeometry(room.width() - barWidth - look.ipx(3), look.ipx(10), barWidth,
                std::max(0, room.height() - look.ipx(22)));
    setVisible(hidden > 0);
}

void SceneScrollBar::reveal(const QRectF &area, const Look &look)
{
    if (!isVisibleTo(parentWidget()))
        return;
    const int margin = look.ipx(12);
    const int top = qFloor(area.top()) - margin;
    const int bottom = qCeil(area.bottom()) + margin;
    if (top < value())
        setValue(top);
    else if (bottom > value() + parentWidget()->height())
        setValue(bottom - parentWidget()->height());
}

void SceneScrollBar::turn(int eighthsOfDegree, const Look &look)
{
    constexpr int notch = 120;
    setValue(value() - eighthsOfDegree * look.ipx(kPerNotch) / notch);
}

} // namespace ui
