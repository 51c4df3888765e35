// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/export/picture.h"
#include "ui/paint/look.h"
#include "ui/paint/timeline/legend.h"

#include <QPainter>
#include <QString>

namespace ui {

// A picture in progress: a heading with the scenario's title, and room for a view below it.
class Figure
{
public:
    // painter outlives it, and stands on an empty ground.
    Figure(QPainter &painter, const core::Snapshot &snapshot, const Picture &picture);
    // Of runs that no snapshot holds; there is nothing that could not fit.
    Figure(QPainter &painter, const QString &title, const Picture &picture);

    // The title, then what is shown; omitted from pictures too low for it.
    void drawHeading(const QString &caption);
    void drawLegend(const QList<LegendEntry> &entries);
    // Bars have a minimum height and a figure cannot scroll: only whole bars get room, and the foot
    // says how many are shown.
    void keepWholeRows(int count, double rowHeight);
    // Says in the middle why a model that does not fit shows nothing; false: it fits.
    [[nodiscard]] bool drawRefusal();

    [[nodiscard]] const Look &look() const { return m_look; }
    [[nodiscard]] QRectF body() const { return m_body; } // logical pixels
    [[nodiscard]] QPainter &painter() { return m_painter; }

private:
    QPainter &m_painter;
    const core::Snapshot *m_snapshot = nullptr;
    QString m_title;
    Look m_look;
    QRectF m_body;
};

} // namespace ui
