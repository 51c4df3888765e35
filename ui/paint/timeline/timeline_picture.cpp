// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_picture.h"

#include "ui/paint/timeline/area_painter.h"
#include "ui/paint/timeline/group_labels.h"
#include "ui/paint/timeline/legend.h"
#include "ui/paint/timeline/timeline_marks_painter.h"
#include "ui/paint/timeline/timeline_overlays.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/paint/timeline/timeline_pairs.h"
#include "ui/words/area_texts.h"
#include "ui/words/timeline_readout.h"

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLegendHeight = 26;
constexpr double kReadoutHeight = 18;

} // namespace

void paintTimelinePicture(QPainter &painter, const TimelineRuns &runs,
                          const TimelinePicture &picture, const Look &look)
{
    TimelineViewport viewport;
    const core::Snapshot *snapshot = runs.second ? nullptr : runs.first.snapshot();
    std::optional<core::CriticalPath> path;
    if (picture.marks.criticalPath && snapshot)
        path = core::criticalPath(*snapshot);
    const core::CriticalPath *marked = path ? &*path : nullptr;
    QStringList words = snapshot ? readoutLines(*snapshot, picture.marks, marked) : QStringList();
    if (picture.area)
        words.append(areaSentence(statisticsOf(runs, *picture.area, picture.arrangement),
                                  deviceWordOf(runs)));
    const double legend = picture.legend ? look.px(kLegendHeight) : 0;
    const double top = legend + look.px(kReadoutHeight) * static_cast<double>(words.size());
    viewport.size = picture.size - QSizeF(0, top);
    viewport.scale = look.scale;
    viewport.pixelRatio = picture.pixelRatio;
    std::vector<TimelineRow> rows = arrangedRows(runs, picture.arrangement);
    viewport.labelWidth = timelineLabelWidth(rows, look);
    viewport.groupWidth = groupLabelWidth(rows, look);
    if (runs.second) {
        viewport.headRoom = pairHeadRoom(look);
        viewport.noteWidth = pairNoteWidth(look);
    }
    viewport.shortestRow = 1; // a figure cannot scroll: all rows are in it
    viewport = fitted(viewport, runs.stop());
    if (picture.end > picture.begin) {
        viewport.begin = picture.begin;
        viewport.end = picture.end;
    }
    painter.fillRect(QRectF(QPointF(0, 0), picture.size), look.theme.surface);
    if (picture.legend)
        paintLegend(painter, QRectF(0, look.px(4), picture.size.width() - look.px(16), legend),
                    workLegend(runs), look);
    painter.setFont(look.font(TextRole::Control));
    painter.setPen(look.theme.text1);
    for (qsizetype i = 0; i < words.size(); ++i)
        painter.drawText(QRectF(look.px(8), legend + look.px(kReadoutHeight) * double(i),
                                picture.size.width() - look.px(16), look.px(kReadoutHeight)),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(words[i], Qt::ElideRight,
                                                          int(picture.size.width() - look.px(16))));
    const TimelineLayout layout = layoutTimeline(runs, viewport, std::move(rows));
    painter.save();
    painter.translate(0, top);
    paintTimeline(painter, layout, picture.moment.value_or(layout.stop), picture.selectedDevice,
                  look);
    paintBandSentence(painter, layout, picture.moment.value_or(layout.stop), look);
    if (snapshot)
        paintMarks(painter, *snapshot, layout, picture.marks, marked, look);
    if (runs.second) {
        const core::StepDifference difference = core::stepDifference(runs.first, *runs.second);
        paintDifference(painter, layout, differenceNotes(runs, layout, difference), difference,
                        look);
    }
    if (picture.area)
        paintArea(painter, layout, *picture.area, look);
    if (picture.moment)
        paintPlayhead(painter, layout, *picture.moment, look);
    painter.restore();
}

} // namespace ui
