// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/choice_row.h"
#include "ui/layout/scene/square_colours.h"

namespace ui {

// What the colours of tiles and squares mean, to be chosen above them.
class ColourChoiceRow : public ChoiceRow
{
    Q_OBJECT

public:
    explicit ColourChoiceRow(QWidget *parent = nullptr);

    [[nodiscard]] ColourBy colourBy() const { return m_by; }
    // At the right end of this room; hidden where it has none.
    void placeIn(const QRectF &room);
    // "Colour by" left of it, in the coordinates of the parent.
    // Left of the row, not left of this place: where that leaves no room, not at all.
    void paintLabel(QPainter &painter, double from, const Look &look) const;

Q_SIGNALS:
    void changed();

private:
    ColourBy m_by = ColourBy::State;
};

} // namespace ui
