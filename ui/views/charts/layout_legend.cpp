// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/charts/layout_legend.h"

#include <qcustomplot.h>

#include <algorithm>

namespace ui {

namespace {

// Logical pixels.
constexpr double kLegendIcon = 22;
constexpr double kLegendGap = 30; // beside the icon, and to the next

constexpr double kMostLegend = 0.3; // of the height

// The most columns that fit beside each other, each as wide as its widest name; items fill the
// columns one after the other.
int columnsThatFit(const std::vector<double> &widths, double room)
{
    const int count = static_cast<int>(widths.size());
    for (int columns = count; columns > 1; --columns) {
        const int rows = (count + columns - 1) / columns;
        double all = 0;
        for (int first = 0; first < count; first += rows) {
            const auto from = widths.begin() + first;
            all += *std::max_element(from, from + std::min(rows, count - first));
        }
        if (all <= room && (count + rows - 1) / rows == columns)
            return columns;
    }
    return 1;
}

void fillLegend(QCPLegend &legend, const std::vector<int> &graphs)
{
    legend.clearItems();
    for (const int graph : graphs)
        legend.parentPlot()->graph(graph)->addToLegend();
}

// How many rows it takes.
int wrapLegend(QCPLegend &legend, const Look &look)
{
    std::vector<double> widths;
    for (int i = 0; i < legend.itemCount(); ++i) {
        // Of lines that are not full the empty places are counted too.
        if (auto *item = dynamic_cast<QCPPlottableLegendItem *>(legend.item(i)))
            widths.push_back(textWidth(look.font(TextRole::Caption), item->plottable()->name()) +
                             look.px(kLegendIcon + kLegendGap));
    }
    const int columns =
        columnsThatFit(widths, legend.parentPlot()->width() - look.px(2 * kLegendGap));
    const int rows = (static_cast<int>(widths.size()) + columns - 1) / columns;
    legend.setWrap(rows);
    legend.setFillOrder(QCPLayoutGrid::foRowsFirst);
    return rows;
}

} // namespace

void dressLegend(QCPLegend &legend, const std::vector<int> &all, const std::vector<int> &few,
                 const Look &look)
{
    legend.setFont(look.font(TextRole::Caption));
    legend.setTextColor(look.theme.text2);
    legend.setBrush(Qt::NoBrush);
    legend.setBorderPen(Qt::NoPen);
    legend.setIconSize(look.ipx(kLegendIcon), look.ipx(kLegendIcon - 1));
    legend.setColumnSpacing(look.ipx(14));
    fillLegend(legend, all);
    const double room = kMostLegend * legend.parentPlot()->height();
    if (wrapLegend(legend, look) * look.px(kLegendRow) > room) {
        fillLegend(legend, few);
        wrapLegend(legend, look);
    }
}

} // namespace ui
