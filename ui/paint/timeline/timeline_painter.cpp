// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/timeline_painter.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/paint/seen_area.h"
#include "ui/paint/timeline/cell_words.h"
#include "ui/paint/timeline/group_labels.h"
#include "ui/paint/timeline/timeline_overlays.h"
#include "ui/paint/timeline/timeline_pairs.h"
#include "ui/paint/timeline/timeline_rows.h"
#include "ui/words/text_of.h"
#include "ui/words/timeline_readout.h"
#include "ui/words/training_texts.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLabelGap = 11;
constexpr double kLabelPitch = 0.8; // of a line of text: labels need no room for accents
constexpr double kLargestLabel = 13;
constexpr double kSmallestLabel = 9.5; // at rows that are lower only some have labels
constexpr double kThinnedLabel = 11;   // of those
constexpr double kColumnGap = 7;       // between the numbers of low rows
constexpr double kNumberedAbove = 22;
constexpr double kMarkSize = 14;
constexpr double kWidestLabel = 180; // longer names from files are shortened
constexpr double kMarkGap = 4;

void paintAxis(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    const QRectF rows = layout.rowsArea;
    const QFont font = look.font(TextRole::Caption);
    const QFontMetricsF metrics(font);
    const double ratio = layout.viewport.pixelRatio;
    const double line = std::max(1.0, std::round(look.px(1) * ratio)) / ratio;
    const QRectF seen = seenArea(painter);
    const double baseline = rows.bottom() + look.px(16);
    const bool wordsSeen = seen.bottom() > baseline - metrics.ascent();
    painter.setFont(font);
    for (const TimeTick &tick : layout.ticks) {
        const double x = std::round(layout.viewport.xOf(tick.time) * ratio) / ratio;
        painter.fillRect(QRectF(x, rows.top() - look.px(kGridOverhang), line,
                                rows.height() + look.px(2 * kGridOverhang)),
                         look.theme.line);
        if (!wordsSeen)
            continue;
        const double width = metrics.horizontalAdvance(tick.text);
        const double left =
            std::clamp(x - width / 2, 0.0, std::max(0.0, layout.viewport.size.width() - width));
        painter.setPen(look.theme.text2);
        painter.drawText(QPointF(left, baseline), tick.text);
    }
}

// As large as the rows allow, so that each of them can have its label.
double labelSize(const TimelineLayout &layout, const Look &look)
{
    const double pitch = layout.contentHeight / std::max(1, layout.rowCount) / look.scale;
    const QFontMetricsF full(look.font(TextRole::Control));
    const double needed = full.height() * kLabelPitch / look.scale;
    double size = std::min(kLargestLabel * pitch / needed, kLargestLabel);
    // Heights of lines are whole pixels: a little smaller may be what fits.
    constexpr double kFiner = 0.25;
    const auto fits = [&](double logical) {
        const QFontMetricsF metrics(look.font(TextRole::Control, logical));
        return metrics.height() * kLabelPitch <= pitch * look.scale;
    };
    while (size >= kSmallestLabel && !fits(size))
        size -= kFiner;
    return size < kSmallestLabel ? kThinnedLabel : size;
}

void paintSelectedBar(QPainter &painter, const TimelineRow &row, const Look &look)
{
    const QRectF bar(row.rect.left() - look.px(6), row.rect.top(), look.px(3), row.rect.height());
    drawRounded(painter, bar, look.px(1.5), look.theme.accent);
}

void paintLabel(QPainter &painter, const TimelineRow &row, bool selected, double size,
                double captions, const Look &look)
{
    const double right = row.rect.left() - captions - look.px(kLabelGap);
    const QRectF text(0, row.rect.center().y() - look.px(10), right, look.px(20));
    const QRectF bar(text.left(), row.rect.top(), right, row.rect.height()); // of a selected one
    if (!text.united(bar).intersects(seenArea(painter))) // to shorten a name takes long
        return;
    const bool bold = selected || row.problem != RowProblem::None;
    painter.setFont(look.font(bold ? TextRole::ControlStrong : TextRole::Control, size));
    const QString label = QFontMetricsF(painter.font())
                              .elidedText(timelineLabel(row), Qt::ElideMiddle, right - look.px(2));
    if (selected)
        paintSelectedBar(painter, row, look);
    if (row.problem != RowProblem::None) {
        const double left = right - QFontMetricsF(painter.font()).horizontalAdvance(label) -
                            look.px(kMarkGap + kMarkSize);
        const bool slow = row.problem == RowProblem::Slow;
        drawIcon(painter, QRectF(left, text.top(), look.px(kMarkSize), text.height()),
                 slow ? QStringLiteral("slow") : QStringLiteral("link-off"), look.theme.problem,
                 kMarkSize, look);
    }
    if (row.pinned && row.problem == RowProblem::None) {
        const double left = right - QFontMetricsF(painter.font()).horizontalAdvance(label) -
                            look.px(kMarkGap + kMarkSize);
        drawIcon(painter, QRectF(left, text.top(), look.px(kMarkSize), text.height()),
                 QStringLiteral("pin"), look.theme.text2, kMarkSize, look);
    }
    const bool problem = row.problem != RowProblem::None;
    painter.setPen(problem    ? look.theme.problemText
                   : selected ? look.theme.accent
                              : look.theme.text1);
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, label);
}

// A label for each row or, of two runs, for each pair.
std::vector<TimelineRow> labelledRows(const TimelineLayout &layout)
{
    std::vector<TimelineRow> rows;
    for (const TimelineRow &row : layout.rows) {
        if (row.group.collapsed && !row.pinned)
            continue; // its heading names it
        if (rows.empty() || rows.back().index != row.index) {
            rows.push_back(row);
            continue;
        }
        rows.back().rect = rows.back().rect.united(row.rect);
        if (rows.back().problem == RowProblem::None)
            rows.back().problem = row.problem;
    }
    return rows;
}

// Where rows are too low for their labels, numbers stand in columns beside each other, with what
// they number above.
struct RowNumbers
{
    QString of; // "stage"; empty: rows of several kinds, or no room
    int columns = 1;
    double column = 0; // width of one
};

RowNumbers rowNumbers(const TimelineLayout &layout, int columns, double size, const Look &look)
{
    const QFontMetricsF metrics(look.font(TextRole::ControlStrong, size));
    RowNumbers numbers = {.of = {}, .columns = columns};
    for (const TimelineRow &row : layout.rows) {
        const RowNumber number = rowNumber(row);
        if (number.of.isEmpty() || (!numbers.of.isEmpty() && number.of != numbers.of))
            return {};
        numbers.of = number.of;
        numbers.column =
            std::max(numbers.column, metrics.horizontalAdvance(QString::number(number.number)) +
                                         look.px(kColumnGap));
    }
    const double room = layout.rowsArea.left() - look.px(kLabelGap);
    return columns * numbers.column <= room ? numbers : RowNumbers();
}

void paintNumbers(QPainter &painter, const TimelineLayout &layout, std::optional<int> selected,
                  const RowNumbers &numbers, double size, const Look &look)
{
    const double end = layout.rowsArea.left() - look.px(kLabelGap);
    for (const TimelineRow &row : layout.rows) {
        const bool isSelected = selected == row.device;
        const double right =
            end - numbers.column * (numbers.columns - 1 - row.index % numbers.columns);
        if (isSelected)
            paintSelectedBar(painter, row, look);
        painter.setFont(look.font(isSelected ? TextRole::ControlStrong : TextRole::Control, size));
        painter.setPen(isSelected ? look.theme.accent : look.theme.text1);
        painter.drawText(QRectF(0, row.rect.center().y() - look.px(10), right, look.px(20)),
                         Qt::AlignRight | Qt::AlignVCenter, QString::number(rowNumber(row).number));
    }
    painter.setFont(look.font(TextRole::Caption));
    painter.setPen(look.theme.text2);
    painter.drawText(QRectF(0, layout.rowsArea.top() - look.px(kNumberedAbove), end, look.px(16)),
                     Qt::AlignRight | Qt::AlignVCenter, numbers.of);
}

// Above the labels: how many rows with a problem have no room for theirs.
void paintUnnamed(QPainter &painter, const TimelineLayout &layout, int count, const Look &look)
{
    const double end = layout.rowsArea.left() - look.px(kLabelGap);
    painter.setFont(look.font(TextRole::CaptionStrong));
    painter.setPen(look.theme.problemText);
    painter.drawText(QRectF(0, layout.rowsArea.top() - look.px(kNumberedAbove), end, look.px(16)),
                     Qt::AlignRight | Qt::AlignVCenter,
                     QCoreApplication::translate("Timeline", "+ %1 more").arg(count));
}

// Only as many as have room, problems first.
void paintSomeLabels(QPainter &painter, const TimelineLayout &layout, std::optional<int> selected,
                     int step, double size, const Look &look)
{
    const double height = QFontMetricsF(look.font(TextRole::Control, size)).height();
    const std::vector<TimelineRow> rows = labelledRows(layout);
    const double captions = layout.twoRuns ? pairCaptionWidth(look) : 0;
    // Rows lie on whole pixels: where each has room, two may be a pixel nearer.
    const double apart = height * kLabelPitch - (step == 1 ? 1 / layout.viewport.pixelRatio : 0);
    std::vector<double> taken;
    const auto paintIfFree = [&](const TimelineRow &row, bool isSelected) {
        const double y = row.rect.center().y();
        if (std::ranges::any_of(taken,
                                [&](double other) { return std::abs(other - y) < apart - 1e-6; }))
            return false;
        taken.push_back(y);
        paintLabel(painter, row, isSelected, size, captions, look);
        return true;
    };
    int unnamed = 0;
    for (const TimelineRow &row : rows) {
        const bool problem = row.problem != RowProblem::None;
        if ((problem || selected == row.device) && !paintIfFree(row, selected == row.device))
            unnamed += problem ? 1 : 0;
    }
    if (unnamed > 0)
        paintUnnamed(painter, layout, unnamed, look);
    const bool headings = layout.grouped && step > 1; // they say enough of rows that are too low
    for (const TimelineRow &row : rows) {
        if (headings && !row.pinned)
            continue;
        if (row.problem == RowProblem::None && selected != row.device && row.index % step == 0)
            paintIfFree(row, false);
    }
}

void paintLabels(QPainter &painter, const TimelineLayout &layout, std::optional<int> selected,
                 const Look &look)
{
    const double size = labelSize(layout, look);
    const int step = labelStep(layout, QFontMetricsF(look.font(TextRole::Control, size)).height());
    const bool problems = std::ranges::any_of(layout.rows, [](const TimelineRow &row) {
        return row.problem != RowProblem::None; // those are named in full
    });
    const RowNumbers numbers =
        step > 1 && !problems && !layout.twoRuns && !layout.grouped && layout.pinnedCount == 0
            ? rowNumbers(layout, step, size, look)
            : RowNumbers();
    if (numbers.of.isEmpty())
        paintSomeLabels(painter, layout, selected, step, size, look);
    else
        paintNumbers(painter, layout, selected, numbers, size, look);
}

// Beside what is written on cells, which it would strike through.
void paintIdealFinish(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                      const Look &look)
{
    if (!layout.ideal || *layout.ideal < layout.viewport.begin ||
        *layout.ideal > layout.viewport.end)
        return;
    const QRectF rows = layout.rowsArea;
    const double x = layout.viewport.xOf(*layout.ideal);
    const double top = rows.top() - look.px(kGridOverhang);
    QPen pen(look.theme.text1, look.px(1.5));
    pen.setDashPattern({5, 2.5, 1, 2.5});
    pen.setCapStyle(Qt::FlatCap);
    for (const LineStretch &part : stretchesBesideWords(
             layout, x, {top, rows.bottom() + look.px(kGridOverhang)}, moment, look)) {
        pen.setDashOffset((part.top - top) / pen.widthF()); // as one line
        painter.setPen(pen);
        painter.drawLine(QPointF(x, part.top), QPointF(x, part.bottom));
    }
}

bool scrolls(const TimelineLayout &layout)
{
    return layout.contentHeight > layout.rowsArea.height() + 0.5;
}

} // namespace

int labelStep(const TimelineLayout &layout, double textHeight)
{
    if (layout.rowCount < 1 || layout.contentHeight <= 0)
        return 1;
    const double pitch = layout.contentHeight / layout.rowCount;
    // Rows lie on whole pixels, so two of them may be a pixel nearer than that.
    const double needed = textHeight * kLabelPitch + 1 / layout.viewport.pixelRatio;
    return pitch >= textHeight * kLabelPitch - 1e-6 ? 1
                                                    : static_cast<int>(std::ceil(needed / pitch));
}

double timelineLabelWidth(const std::vector<TimelineRow> &rows, const Look &look)
{
    const bool pairs =
        std::ranges::any_of(rows, [](const TimelineRow &row) { return row.run > 0; });
    const QFontMetricsF plain(look.font(TextRole::Control));
    const QFontMetricsF strong(look.font(TextRole::ControlStrong));
    double widest = look.px(38);
    for (const TimelineRow &row : rows) {
        const bool problem = row.problem != RowProblem::None;
        // A pair has the mark of either of its rows.
        const double mark = problem || pairs || row.pinned ? look.px(kMarkSize + kMarkGap) : 0;
        widest = std::max(widest, strong.horizontalAdvance(timelineLabel(row)) + mark);
    }
    widest = std::min(widest, look.px(kWidestLabel));
    const double captions = pairs ? pairCaptionWidth(look) : 0;
    return groupLabelWidth(rows, look) + captions +
           std::ceil(std::max(widest, plain.horizontalAdvance(QStringLiteral("GPU 0"))));
}

void paintTimeline(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                   std::optional<int> selectedDevice, const Look &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF(QPointF(0, 0), layout.viewport.size), look.theme.surface);
    paintAxis(painter, layout, look);
    painter.save();
    if (scrolls(layout))
        painter.setClipRect(QRectF(0, layout.rowsArea.top(), layout.viewport.size.width(),
                                   layout.rowsArea.height()),
                            Qt::IntersectClip);
    if (seenArea(painter).left() < layout.rowsArea.left()) {
        if (layout.grouped)
            paintGroupLabels(painter, layout, look);
        paintLabels(painter, layout, selectedDevice, look);
        paintPairCaptions(painter, layout, look);
    }
    if (seenArea(painter).intersects(layout.rowsArea))
        paintTimelineRows(painter, layout, moment, look);
    paintPinnedEdge(painter, layout, look);
    painter.restore();
    paintIdealFinish(painter, layout, moment, look);
}

void paintBandSentence(QPainter &painter, const TimelineLayout &layout, core::Nanos moment,
                       const Look &look)
{
    const QString words = bandSentence(layout);
    if (words.isEmpty())
        return;
    const QRectF rows = layout.rowsArea;
    const QFont font = look.font(TextRole::Caption);
    const QRectF pill = playheadPill(layout, moment, look);
    const bool early = layout.viewport.xOf(moment) < rows.center().x();
    painter.setFont(font);
    painter.setPen(look.theme.text2);
    // At the side that the pill with the time leaves free, or else its first half.
    for (const QString &shown : {words, words.section(QStringLiteral(" · "), 0, 0)}) {
        for (const bool right : {early, !early}) {
            QRectF place(rows.left(), rows.top() - look.px(20), textWidth(font, shown) + 1,
                         look.px(18));
            if (right)
                place.moveRight(rows.right());
            if (place.adjusted(-look.px(6), 0, look.px(6), 0).intersects(pill))
                continue;
            painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, shown);
            return;
        }
    }
}

} // namespace ui
