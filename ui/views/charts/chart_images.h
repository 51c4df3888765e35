// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "ui/paint/look.h"

#include <QImage>
#include <QPainter>
#include <QSize>

#include <optional>

namespace ui {

struct ChartPicture
{
    QSize size;                        // logical pixels
    double pixelRatio = 1;             // of the image
    std::optional<int> device;         // none: all of them
    std::optional<core::Nanos> moment; // none: no playhead
    core::Nanos begin = {};            // both 0: the whole step; not of busy time
    core::Nanos end = {};
};

// The charts as figures of their own.
[[nodiscard]] QImage renderMemoryChart(const core::SnapshotPtr &snapshot,
                                       const ChartPicture &picture, const Look &look);
[[nodiscard]] QImage renderBusyChart(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                                     const Look &look);
[[nodiscard]] QImage renderNetworkChart(const core::SnapshotPtr &snapshot,
                                        const ChartPicture &picture, const Look &look);

// Of the costliest visit; no moment and no device is chosen in it.
[[nodiscard]] QImage renderRoofline(const core::SnapshotPtr &snapshot, const ChartPicture &picture,
                                    const Look &look);

// The same at the origin of a painter: as shapes, where its device takes them.
void paintMemoryChart(QPainter &painter, const core::SnapshotPtr &snapshot,
                      const ChartPicture &picture, const Look &look);
void paintBusyChart(QPainter &painter, const core::SnapshotPtr &snapshot,
                    const ChartPicture &picture, const Look &look);
void paintNetworkChart(QPainter &painter, const core::SnapshotPtr &snapshot,
                       const ChartPicture &picture, const Look &look);
void paintRoofline(QPainter &painter, const core::SnapshotPtr &snapshot,
                   const ChartPicture &picture, const Look &look);

} // namespace ui
