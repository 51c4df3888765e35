// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scene/colour_choice.h"

#include "ui/words/square_texts.h"

#include <QPainter>

namespace ui {

ColourChoiceRow::ColourChoiceRow(QWidget *parent) : ChoiceRow(ChoiceStyle::SmallSegments, parent)
{
    QList<ChoiceItem> items;
    for (const ColourChoice &choice : colourChoices())
        items.append({QString::fromLatin1(choice.id), choice.text(), choice.toolTip()});
    setItems(items);
    setAccessibleName(tr("Colour by"));
    setCurrent(items.front().id);
    hide();
    connect(this, &ChoiceRow::chosen, this, [this](const QString &id) {
        for (const ColourChoice &choice : colourChoices()) {
            if (id == QLatin1StringView(choice.id))
                m_by = choice.by;
        }
        Q_EMIT changed();
    });
}

void ColourChoiceRow::placeIn(const QRectF &room)
{
    const QSize size = sizeHint();
    setVisible(!room.isEmpty() && size.width() <= room.width());
    const int left = qFloor(room.right()) - size.width();
    setGeometry({{left, qRound(room.center().y()) - size.height() / 2}, size});
}

void ColourChoiceRow::paintLabel(QPainter &painter, double from, const Look &look) const
{
    const QString words = tr("Colour by");
    const QFont font = look.font(TextRole::Caption);
    const QRectF room(from, y(), x() - look.px(10) - from, height());
    if (textWidth(font, words) > room.width())
        return;
    painter.setFont(font);
    painter.setPen(look.theme.text2);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter, words);
}

} // namespace ui
