// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_pairs.h"

#include "ui/words/difference_texts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kHeadRoom = 18;
constexpr double kCaptionGap = 6;
constexpr double kSideMargin = 8;
constexpr double kNoteMargin = 16;   // clear of the scroll bar
constexpr double kLowestCaption = 8; // rows below that have no caption of their own
constexpr double kSmallestCaption = 9;
constexpr double kLargestCaption = 11;

QString captionOf(int run)
{
    return run == 0 ? QCoreApplication::translate("Timeline", "pred.")
                    : QCoreApplication::translate("Timeline", "meas.");
}

QString aboutNotes()
{
    return QCoreApplication::translate("Timeline", "busy, measured − predicted");
}

} // namespace

double pairCaptionWidth(const Look &look)
{
    const QFontMetricsF metrics(look.font(TextRole::Caption));
    return std::ceil(std::max(metrics.horizontalAdvance(captionOf(0)),
                              metrics.horizontalAdvance(captionOf(1)))) +
           look.px(2 * kCaptionGap);
}

double pairHeadRoom(const Look &look)
{
    return look.px(kHeadRoom);
}

double pairNoteWidth(const Look &look)
{
    const QFontMetricsF metrics(look.font(TextRole::ControlStrong));
    return std::ceil(metrics.horizontalAdvance(QStringLiteral("+0000 %"))) + look.px(kSideMargin);
}

void paintPairCaptions(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    const double height = layout.rowHeight / look.scale;
    if (!layout.twoRuns || height < kLowestCaption)
        return;
    painter.setFont(
        look.font(TextRole::Caption, std::clamp(height - 1, kSmallestCaption, kLargestCaption)));
    painter.setPen(look.theme.text2);
    for (const TimelineRow &row : layout.rows) {
        const double right = row.rect.left() - look.px(kCaptionGap);
        painter.drawText(QRectF(0, row.rect.center().y() - look.px(8), right, look.px(16)),
                         Qt::AlignRight | Qt::AlignVCenter, captionOf(row.run));
    }
}

void paintDifference(QPainter &painter, const TimelineLayout &layout,
                     const std::vector<DifferenceNote> &notes,
                     const core::StepDifference &difference, const Look &look)
{
    const double width = layout.viewport.size.width();
    const QRectF head(look.px(kSideMargin), look.px(1), width - look.px(2 * kSideMargin),
                      look.px(kHeadRoom));
    const QString step = stepDifferenceText(difference);
    painter.setFont(look.font(TextRole::ControlStrong, 12));
    painter.setPen(look.theme.text1);
    const QFontMetricsF strong(painter.font());
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter,
                     strong.elidedText(step, Qt::ElideRight, head.width()));
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text2);
    const QFontMetricsF plain(painter.font());
    // Where both have room.
    if (strong.horizontalAdvance(step) + plain.horizontalAdvance(aboutNotes()) + look.px(24) <
        head.width())
        painter.drawText(head, Qt::AlignRight | Qt::AlignVCenter, aboutNotes());
    painter.save();
    painter.setClipRect(QRectF(0, layout.rowsArea.top(), width, layout.rowsArea.height()),
                        Qt::IntersectClip);
    painter.setFont(look.font(TextRole::Control));
    painter.setPen(look.theme.text1);
    const double needed = QFontMetricsF(painter.font()).height() * 0.8;
    double free = layout.rowsArea.top() - needed;
    for (const DifferenceNote &note : notes) {
        const double y = note.rect.center().y();
        if (y - free < needed) // low rows: as many as can be read
            continue;
        free = y;
        painter.drawText(QRectF(note.rect.left(), y - look.px(10),
                                note.rect.width() - look.px(kNoteMargin), look.px(20)),
                         Qt::AlignRight | Qt::AlignVCenter, errorText(note.busy));
    }
    painter.restore();
}

} // namespace ui
