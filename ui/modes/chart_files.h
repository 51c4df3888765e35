// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"
#include "ui/paint/look.h"

#include <QSize>
#include <QString>

#include <functional>
#include <string>

class QPainter;
class QWidget;

namespace ui {

// What may be saved of a mode that shows a chart: its points, and the chart by itself.
struct ChartFile
{
    QString title;
    QString subtitle;
    core::Scenario scenario; // that a picture carries
    std::function<std::string()> csv;
    std::function<std::string()> json;
    // Below the heading, from the origin.
    std::function<void(QPainter &painter, const QSize &size, const Look &look)> paint;
};

// Into a file of the kind that its name says: .csv, .json, or a picture. What went wrong, in a
// sentence; empty: nothing.
[[nodiscard]] QString saveChart(const ChartFile &chart, const QString &path);

// Asks for a file; name: what is offered, without an ending.
void askForChartFile(QWidget *parent, const QString &name,
                     const std::function<void(const QString &path)> &chosen);

} // namespace ui
