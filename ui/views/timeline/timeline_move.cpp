// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_move.h"

#include <QWidget>

#include <cmath>

namespace ui {

std::optional<QRegion> overRows(const TimelineLayout &layout, const TimelineAccents &accents,
                                const TimelineOptions &options, const QRect &trail,
                                const Look &look)
{
    if (accents.hits || accents.area || accents.measure || options != TimelineOptions{})
        return {};
    QRegion area(trail);
    for (const core::Nanos time : {accents.moment, accents.endBefore.value_or(accents.moment),
                                   accents.end.value_or(TimelineEnd{accents.moment}).time})
        area += lineArea(layout, time, look).toAlignedRect();
    return area;
}

std::optional<TimelineMove> moveOf(const TimelineLayout &layout,
                                   const std::optional<TimelineLayers::Kept> &kept,
                                   const std::optional<QRegion> &before,
                                   const std::optional<QRegion> &after)
{
    const auto ratio = static_cast<int>(layout.viewport.pixelRatio);
    if (!kept || !before || !after || ratio != layout.viewport.pixelRatio || kept->by % ratio != 0)
        return {};
    const QRectF rows = layout.rowsArea;
    const auto top = static_cast<int>(std::ceil(rows.top()));
    const int height = static_cast<int>(std::floor(rows.bottom())) - top;
    const int left = (kept->columns.first + ratio - 1) / ratio;
    TimelineMove move{kept->by / ratio,
                      {left, top, kept->columns.end / ratio - left, height},
                      QRect(QPoint(0, 0), layout.viewport.size.toSize())};
    if (move.to.isEmpty())
        return {};
    const QRect labels(0, top, static_cast<int>(std::floor(rows.left())), height);
    move.anew = move.anew - labels - move.to;
    move.anew += *before + before->translated(move.by, 0) + *after;
    return move;
}

void moveOnScreen(QWidget &view, const std::optional<TimelineMove> &move)
{
    if (!move || view.childrenRegion().intersects(move->to))
        return view.update();
    view.scroll(move->by, 0, move->to.united(move->to.translated(-move->by, 0)));
    view.update(move->anew);
}

} // namespace ui
