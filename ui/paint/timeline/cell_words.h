// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"
#include "ui/paint/timeline/cell_fill.h"

#include <QString>

#include <vector>

namespace ui {

// Where the token of a micro-batch and the words beside it stand on a cell.
struct BatchPlace
{
    QPointF centre;
    double radius = 0; // 0: no token
    QString number = {};
    QRectF area = {}; // of the words, which are centred in it
    QString words = {};
};

// What is written on a cell, and where: the token of its micro-batch, its kind of work, the name of
// a collective.
struct CellWords
{
    CellWords(const TimelineLayout &all, const TimelineCell &one, core::Nanos moment,
              const Look &as);

    const TimelineLayout &layout;
    const TimelineCell &cell;
    const Look &look;
    CellPhase phase;
    double split; // where the moment cuts it

    [[nodiscard]] BatchPlace batchPlace() const;
    // Under words: as large as they are.
    [[nodiscard]] QRectF wordsPatch(const QRectF &area, const QString &text) const;
    [[nodiscard]] QString collectiveName() const;
    [[nodiscard]] QRectF collectivePatch() const; // empty: it has no room
    [[nodiscard]] bool isFuture(const QRectF &room) const;
    [[nodiscard]] bool isBanded() const; // it has the band of a chunk
    [[nodiscard]] QRectF inner() const { return cellArea(cell, look); }
    [[nodiscard]] QFont labelFont() const { return labelFont(look); }
    [[nodiscard]] static QFont labelFont(const Look &look);
    // Of all that is written on it.
    [[nodiscard]] std::vector<QRectF> written() const;
    // Or marked on it. Else it is too narrow for anything.
    [[nodiscard]] static bool mayHaveAny(const TimelineCell &cell, const Look &look);

private:
    [[nodiscard]] QRectF room() const;
    [[nodiscard]] QString fittingLabel(double width) const;
    [[nodiscard]] BatchPlace numberAlone(const QRectF &rect, const QString &number,
                                         const QString &range) const;
};

// Of an upright line.
struct LineStretch
{
    double top = 0;
    double bottom = 0;
};
// What of it runs beside all that is written on cells, from above.
[[nodiscard]] std::vector<LineStretch> stretchesBesideWords(const TimelineLayout &layout, double x,
                                                            LineStretch whole, core::Nanos moment,
                                                            const Look &look);

} // namespace ui
