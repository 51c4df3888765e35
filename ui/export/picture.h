// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/analysis/snapshot.h"
#include "core/base/result.h"
#include "ui/layout/timeline/timeline_marks.h"
#include "ui/paint/theme.h"

#include <QImage>
#include <QSize>
#include <QString>

#include <optional>
#include <span>
#include <string_view>

namespace ui {

constexpr int kShortestPictureSide = 16;                   // logical pixels
constexpr int kLongestPictureSide = 16'384;                // logical, and of the image
constexpr std::int64_t kMostPicturePixels = 8'192 * 8'192; // of the image; 4 bytes each

struct Picture
{
    QSize size = {1280, 720}; // logical pixels
    bool trimmed = false;     // the height is a most: nothing empty at the foot but a margin
    int scale = 1;            // image pixels per logical pixel, 1 to 4
    ThemeId theme = ThemeId::Light;
    // None: the whole step without a playhead; a view of one moment then shows momentOfNone().
    std::optional<core::Nanos> moment;
    TimelineOptions marks = {}; // of the timeline
    QString mode = {};          // of the window; empty: the first one
    int steps = 0;              // that a training run makes before
};

// What a view without a moment shows of a step: work under way, not the end of it.
[[nodiscard]] core::Nanos momentOfNone(const core::Snapshot &snapshot);

// A view that can be drawn as a figure of its own, with title and legend.
struct PictureView
{
    std::string_view id;
    QString (*title)();
    QImage (*render)(const core::SnapshotPtr &snapshot, const Picture &picture);
};
[[nodiscard]] std::span<const PictureView> pictureViews();

// The timeline of a recorded run and, with one, of the prediction above it. Needs a QApplication;
// errors as those of renderPicture().
[[nodiscard]] core::Result<QImage>
renderRuns(const core::RunPtr &predicted, const core::Recording &measured, const Picture &picture);

// Needs a QApplication. Error: a size, scale or moment out of range.
[[nodiscard]] core::Result<QImage> renderPicture(const core::SnapshotPtr &snapshot,
                                                 const PictureView &view, const Picture &picture);

} // namespace ui
