// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/centred_texts.h"

#include "ui/paint/vector_device.h"

#include <QFontMetricsF>
#include <QPainter>

namespace ui {

namespace {

constexpr double kEndless = 1 << 24; // a line that is never broken

} // namespace

CentredTexts::Laid &CentredTexts::laid(const QString &text)
{
    const auto [entry, isNew] = m_laid.try_emplace(text);
    Laid &laid = entry->second;
    if (!isNew)
        return laid;
    laid.layout.setFont(m_font);
    laid.layout.setText(text);
    laid.layout.setCacheEnabled(true);
    laid.layout.beginLayout();
    QTextLine line = laid.layout.createLine();
    line.setLineWidth(kEndless);
    line.setPosition({0, 0});
    laid.layout.endLayout();
    laid.advance = line.horizontalAdvance();
    laid.height = line.ascent() + line.descent();
    // In whole pixels around all letters, from their foot.
    laid.ink = QFontMetricsF(m_font).tightBoundingRect(text).translated(0, line.ascent());
    return laid;
}

void CentredTexts::draw(QPainter &painter, const QRectF &area, const QString &text)
{
    if (text.isEmpty())
        return;
    if (!paintsVectors(painter)) {
        Laid &known = laid(text);
        const QPointF at(area.x() + (area.width() - known.advance) / 2,
                         area.y() + (area.height() - known.height) / 2);
        if (area.contains(known.ink.translated(at)))
            return known.layout.lineAt(0).draw(&painter, at);
    }
    // It is cut to the area, or text in a file.
    painter.setFont(m_font);
    painter.drawText(area, Qt::AlignCenter, text);
}

} // namespace ui
