// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QRectF>
#include <QString>
#include <QTextLayout>

#include <unordered_map>

class QPainter;

namespace ui {

// Draws short words in one font, each of them many times: to the same pixels as
// QPainter::drawText(area, Qt::AlignCenter, text), but each is laid out only once.
class CentredTexts
{
public:
    explicit CentredTexts(const QFont &font) : m_font(font) {}

    void draw(QPainter &painter, const QRectF &area, const QString &text);

private:
    struct Laid
    {
        QTextLayout layout;
        double advance = 0;
        double height = 0; // of the line
        QRectF ink;        // from its top left
    };
    Laid &laid(const QString &text);

    QFont m_font;
    std::unordered_map<QString, Laid> m_laid;
};

} // namespace ui
