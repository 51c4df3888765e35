// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/export/picture.h"
#include "ui/paint/look.h"
#include "ui/paint/timeline/legend.h"

#include <QImage>
#include <QPainter>
#include <QString>

namespace ui {

// An image in progress: background, a heading with the scenario's title, and room for a view below
// it.
class Figure
{
public:
    Figure(const core::Snapshot &snapshot, const Picture &picture);
    // Of runs that no snapshot holds; there is nothing that could not fit.
    Figure(const QString &title, const Picture &picture);

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
    // Ends the painting. Null when there was not enough memory for it.
    [[nodiscard]] QImage image();

private:
    [[nodiscard]] int contentHeight() const; // image pixels

    const core::Snapshot *m_snapshot = nullptr;
    QString m_title;
    bool m_trimmed;
    Look m_look;
    QImage m_image;
    QPainter m_painter;
    QRectF m_body;
};

} // namespace ui
