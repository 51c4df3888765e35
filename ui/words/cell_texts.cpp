// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/cell_texts.h"

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

} // namespace ui
