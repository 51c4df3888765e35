// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/timeline/pending_rows.h"

#include "ui/paint/primitives.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>

namespace ui {

void paintPendingWords(QPainter &painter, const TimelineLayout &layout, const Look &look)
{
    QRectF rows;
    for (const TimelineRow &row : layout.rows) {
        if (row.pending)
            rows = rows.united(row.rect);
    }
    rows = rows.intersected(layout.rowsArea);
    if (rows.isEmpty())
        return;
    const QFont font = look.font(TextRole::Control);
    const QFontMetricsF metrics(font);
    const double air = look.px(8);
    const QString words = metrics.elidedText(
        QCoreApplication::translate("Timeline", "Indexing the spans of this step…"), Qt::ElideRight,
        std::max(0.0, rows.width() - 2 * air));
    QRectF patch(0, 0, metrics.horizontalAdvance(words) + 2 * air, metrics.height() + air);
    patch.moveCenter(rows.center());
    drawRounded(painter, patch, look.px(4), look.theme.surface, look.theme.line, look.px(1));
    painter.setFont(font);
    painter.setPen(look.theme.text2);
    painter.drawText(patch, Qt::AlignCenter, words);
}

} // namespace ui
