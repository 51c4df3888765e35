// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/cell_texts.h"

#include "ui/words/text_of.h"
#include "ui/words/work_words.h"

namespace ui {

namespace {

QString withMarks(QString letter, const TimelineCell &cell, bool twoWays)
{
    if (cell.chunk > 0)
        letter += QStringLiteral(" c%1").arg(cell.chunk);
    if (twoWays)
        letter += cell.upward ? QStringLiteral(" ↑") : QStringLiteral(" ↓");
    return letter;
}

} // namespace

QString cellLabel(const TimelineCell &cell, bool twoWays)
{
    const QString letter = spanLetter(cell.kind);
    return letter.isEmpty() ? letter : withMarks(letter, cell, twoWays);
}

QString cellLetter(const TimelineCell &cell)
{
    return cell.kind == core::SpanKind::Forward || cell.kind == core::SpanKind::BackwardWeight
               ? QString() // the chunk says more, and is as short
               : spanLetter(cell.kind);
}

QString shortCellLabel(const TimelineCell &cell, bool twoWays)
{
    if (cell.kind == core::SpanKind::Backward || cell.kind == core::SpanKind::BackwardInput)
        return shortSpanLetter(cell.kind);
    const QString marks = withMarks({}, cell, twoWays).trimmed();
    return marks.isEmpty() ? shortSpanLetter(cell.kind) : marks;
}

QString cellRange(const TimelineLayout &layout, const TimelineCell &cell)
{
    const TimelineRow &row = layout.rows[static_cast<std::size_t>(cell.row)];
    if (row.lastReplica <= row.replica || layout.numbers.areWithinReplica())
        return {};
    // With gaps between them: 5 … 61 are 5, 13 and so on.
    const bool gaps = layout.numbers.microBatches > 1;
    return (gaps ? QStringLiteral("%1…%2") : QStringLiteral("%1–%2"))
        .arg(countText(layout.numbers.of(row.replica, cell.microBatch)),
             countText(layout.numbers.of(row.lastReplica, cell.microBatch)));
}

QStringList cellTexts(const TimelineLayout &layout, const TimelineCell &cell)
{
    const QString range = cellRange(layout, cell);
    if (!layout.kindsNeedNames) // shape and colour tell forward from backward
        return {range};
    const QStringList names = {cellLabel(cell, layout.twoWays), cellLetter(cell),
                               shortCellLabel(cell, layout.twoWays)};
    if (range.isEmpty())
        return names;
    return QStringList{names.front() + QChar::Space + range, range} + names;
}

} // namespace ui
