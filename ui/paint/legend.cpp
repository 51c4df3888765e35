// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/paint/legend.h"

namespace ui {

QList<LegendEntry> workLegend(const core::Snapshot &)
{
    return {};
}
QList<LegendEntry> memoryLegend(const core::Snapshot &, int)
{
    return {};
}
double legendWidth(const QList<LegendEntry> &, const Look &)
{
    return 0;
}
void paintLegend(QPainter &, const QRectF &, const QList<LegendEntry> &, const Look &,
                 Qt::Alignment)
{}

} // namespace ui
