// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/words/cell_texts.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString cellWord(const char *words)
{
    return QCoreApplication::translate("Timeline", words);
}

QString withMarks(QString letter, const TimelineCell &cell, bool twoWays)
{
    if (cell.chunk > 0)
        letter += QStringLiteral(" c%1").arg(cell.chunk);
    if (twoWays)
        letter += cell.upward ? QStringLiteral(" ↑") : QStringLiteral(" ↓");
    return letter;
}

QString letterOf(core::SpanKind kind)
{
    using enum core::SpanKind;
    switch (kind) {
    case Forward:
        return cellWord("F");
    case Recompute:
        return cellWord("R");
    case Backward:
        return cellWord("B (full)");
    case BackwardInput:
        return cellWord("B (input)");
    case BackwardWeight:
        return cellWord("W");
    case Optimizer:
    case Communication:
    case Other:
    case Wait:
        break;
    }
    return {};
}

} // namespace

QString cellLabel(const TimelineCell &cell, bool twoWays)
{
    const QString letter = letterOf(cell.kind);
    return letter.isEmpty() ? letter : withMarks(letter, cell, twoWays);
}

QString cellLetter(const TimelineCell &cell)
{
    return cell.kind == core::SpanKind::Forward || cell.kind == core::SpanKind::BackwardWeight
               ? QString() // the chunk says more, and is as short
               : letterOf(cell.kind);
}

QString shortCellLabel(const TimelineCell &cell, bool twoWays)
{
    if (cell.kind == core::SpanKind::Backward)
        return cellWord("B full");
    if (cell.kind == core::SpanKind::BackwardInput)
        return cellWord("B in");
    const QString marks = withMarks({}, cell, twoWays).trimmed();
    return marks.isEmpty() ? letterOf(cell.kind) : marks;
}

} // namespace ui
