// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/fitted_text.h"

#include <QFontMetricsF>
#include <QRectF>

namespace ui {

QString fittedText(const QString &text, const QFont &font, const QSizeF &room)
{
    const QFontMetricsF metrics(font);
    const auto fits = [&](const QString &shown) {
        return metrics.boundingRect(QRectF({}, QSizeF(room.width(), 1e4)), Qt::TextWordWrap, shown)
                   .height() <= room.height() + 1;
    };
    if (fits(text))
        return text;
    const QChar more(0x2026);
    for (qsizetype end = text.lastIndexOf(u' '); end > 0; end = text.lastIndexOf(u' ', end - 1)) {
        QString begin = text.left(end);
        while (!begin.isEmpty() && (begin.back().isPunct() || begin.back().isSpace()) &&
               begin.back() != u'%' && begin.back() != u')')
            begin.chop(1); // not a dot more than the three
        if (fits(begin + more))
            return begin + more;
    }
    return {};
}

} // namespace ui
