// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/group_labels.h"

#include "ui/paint/primitives.h"
#include "ui/words/group_texts.h"

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kMark = 14;
constexpr double kMarkGap = 4;
constexpr double kAfter = 12;
constexpr double kNameHeight = 17;
constexpr double kRangeHeight = 14;
constexpr double kEdge = 2;

void paintGroup(QPainter &painter, const RowGroup &group, double top, double bottom,
                const TimelineLayout &layout, const Look &look)
{
    const double line = 1 / layout.viewport.pixelRatio;
    const double right = layout.rowsArea.left() - look.px(6);
    if (top > layout.rowsArea.top() + 1)
        painter.fillRect(QRectF(0, top - line / 2, right, line), look.theme.line);
    const double height = bottom - top;
    if (height < look.px(10))
        return;
    const bool range = height >= look.px(kNameHeight + kRangeHeight);
    const double block = look.px(kNameHeight + (range ? kRangeHeight : 0));
    // Near the top of a tall group, in the middle of a low one.
    const double y = top + std::min((height - block) / 2, look.px(8));
    const QRectF name(look.px(kMark + kMarkGap), y, right, look.px(kNameHeight));
    drawIcon(painter, QRectF(0, y, look.px(kMark), look.px(kNameHeight)),
             group.collapsed ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"),
             look.theme.text2, kMark, look);
    painter.setFont(look.font(TextRole::ControlStrong,
                              std::min(13.0, std::max(9.5, height / look.scale * 0.8))));
    painter.setPen(look.theme.text1);
    painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter, groupName(group));
    if (!range)
        return;
    painter.setFont(look.font(TextRole::Small));
    painter.setPen(look.theme.text2);
    painter.drawText(name.translated(0, look.px(kNameHeight - 1)), Qt::AlignLeft | Qt::AlignTop,
                     groupRange(group));
}

} // namespace

double groupLabelWidth(const std::vector<TimelineRow> &rows, const Look &look)
{
    double widest = 0;
    int before = -1;
    for (const TimelineRow &row : rows) {
        if (row.group.by == RowGrouping::None || row.group.number == before)
            continue;
        before = row.group.number;
        widest =
            std::max({widest, textWidth(look.font(TextRole::ControlStrong), groupName(row.group)),
                      textWidth(look.font(TextRole::Small), groupRange(row.group))});
    }
    return widest > 0 ? std::ceil(widest + look.px(kMark + kMarkGap + kAfter)) : 0;
}

void paintGroupLabels(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    for (std::size_t i = 0; i < layout.rows.size();) {
        const TimelineRow &first = layout.rows[i];
        std::size_t end = i + 1;
        while (end < layout.rows.size() && layout.rows[end].group.number == first.group.number &&
               layout.rows[end].pinned == first.pinned)
            ++end;
        if (!first.pinned)
            paintGroup(painter, first.group, unitRect(layout, first.index).top(),
                       std::min(unitRect(layout, layout.rows[end - 1].index).bottom(),
                                layout.rowsArea.bottom()),
                       layout, look);
        i = end;
    }
}

void paintPinnedEdge(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    if (layout.pinnedCount == 0 || layout.pinnedCount == layout.rowCount)
        return;
    const double y = unitRect(layout, layout.pinnedCount - 1).bottom();
    painter.fillRect(QRectF(0, y - look.px(kEdge / 2), layout.rowsArea.right(), look.px(kEdge)),
                     look.theme.line3);
}

} // namespace ui
