// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_marks_painter.h"

#include <algorithm>

namespace ui {

namespace {

constexpr std::size_t kMostMessages = 2000; // drawn; more would be one dark patch

void clipToRows(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    painter.setClipRect(layout.rowsArea.adjusted(-look.px(2), -look.px(3), look.px(2), look.px(3)),
                        Qt::IntersectClip);
}

} // namespace

void paintBubbleMarks(QPainter &painter, const TimelineLayout &layout, const BubbleMarks &marks,
                      const Look &look)
{
    painter.save();
    clipToRows(painter, layout, look);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen under(look.theme.text1, look.px(2), Qt::CustomDashLine, Qt::FlatCap);
    under.setDashPattern({3, 2});
    for (const QRectF &whole : marks.denominator) {
        const double y = whole.bottom() + look.px(1.5);
        if (whole.width() < look.px(4)) {
            painter.fillRect(QRectF(whole.left(), y - look.px(1), whole.width(), look.px(2)),
                             look.theme.text1);
            continue;
        }
        painter.setPen(under);
        painter.drawLine(QPointF(whole.left(), y), QPointF(whole.right(), y));
    }
    const double line = look.px(2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.theme.text1, line)); // the accent is the colour of forward work
    for (const QRectF &idle : marks.numerator) {
        if (idle.width() < look.px(5))
            painter.fillRect(idle, look.theme.text1);
        else
            painter.drawRoundedRect(idle.adjusted(line / 2, line / 2, -line / 2, -line / 2),
                                    look.px(2.5), look.px(2.5));
    }
    painter.restore();
}

void paintPathMarks(QPainter &painter, const TimelineLayout &layout, const PathMarks &marks,
                    const Look &look)
{
    painter.save();
    clipToRows(painter, layout, look);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const QRectF &line : marks.underlines) {
        const double width = std::max(line.width(), 1.0);
        // An outline sets the line off against work of similar lightness.
        painter.fillRect(QRectF(line.left(), line.top() - look.px(1), width, look.px(1)),
                         look.theme.surface);
        painter.fillRect(QRectF(line.left(), line.top(), width, line.height()), look.theme.text1);
    }
    const std::size_t shown = std::min(marks.messages.size(), kMostMessages);
    for (const QColor &colour : {look.theme.surface, look.theme.text1}) {
        painter.setPen(QPen(colour, look.px(colour == look.theme.text1 ? 2 : 4)));
        for (std::size_t i = 0; i < shown; ++i)
            painter.drawLine(marks.messages[i]);
    }
    painter.restore();
}

void paintMarks(QPainter &painter, const core::Snapshot &snapshot, const TimelineLayout &layout,
                const TimelineOptions &options, const core::CriticalPath *path, const Look &look)
{
    if (options.bubble)
        paintBubbleMarks(painter, layout, bubbleMarks(snapshot, layout, *options.bubble), look);
    if (options.criticalPath && path != nullptr)
        paintPathMarks(painter, layout, pathMarks(*path, layout), look);
}

} // namespace ui
