// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/analysis/snapshot.h"
#include "core/base/result.h"
#include "ui/export/drawing.h"
#include "ui/layout/timeline/time_part.h"
#include "ui/layout/timeline/timeline_area.h"
#include "ui/layout/timeline/timeline_marks.h"

#include <QImage>
#include <QPainter>
#include <QSize>
#include <QString>

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace ui {

constexpr int kShortestPictureSide = 16;    // logical pixels
constexpr int kLongestPictureSide = 16'384; // logical, and of the image
constexpr int kTallestByContent = 3'200; // logical; at its foot it says how many rows are missing
constexpr std::int64_t kMostPicturePixels = 8'192 * 8'192; // of the image; 4 bytes each

struct Picture
{
    QSize size = {1280, 720}; // logical pixels
    // The height follows the content: nothing empty at the foot but a margin, and more than size
    // where rows need it.
    bool trimmed = false;
    int scale = 1; // image pixels per logical pixel, 1 to 4
    ThemeId theme = ThemeId::Light;
    // None: the whole step without a playhead; a view of one moment then shows momentOfNone().
    std::optional<core::Nanos> moment;
    std::optional<TimePart> part; // none: the whole step; of views over time
    TimelineOptions marks = {};   // of the timeline
    RowArrangement arrangement = {};
    std::optional<TimelineArea> area = {}; // the same: selected
    QString mode = {};                     // of the window; empty: the first one
    int steps = 0;                         // that a training run makes before
    core::SnapshotPtr against = nullptr;   // in mode compare: B, where the picture's step is A
    QString lesson = {};                   // that is taken in mode lessons
    int lessonStep = 0;                    // from 0
    bool presented = false;                // the window, as it is presented to a class
    int zoom = 0;                          // of the window, per cent; 0: as its width suggests
};

// What a view without a moment shows of a step: work under way, not the end of it.
[[nodiscard]] core::Nanos momentOfNone(const core::Snapshot &snapshot);

// What a view shows of a step: time along an axis, one moment, or its sums; or the window, which
// fills its size whatever that is.
enum class Shows { Time, Moment, Step, Window };

// A view that can be drawn as a figure of its own, with title and legend.
struct PictureView
{
    std::string_view id;
    QString (*title)();
    void (*paint)(QPainter &painter, const core::SnapshotPtr &snapshot, const Picture &picture);
    Shows shows = Shows::Step;
    // Logical pixels that its rows need; null: any height has room for them.
    int (*neededHeight)(const core::Snapshot &snapshot) = nullptr;
};
[[nodiscard]] std::span<const PictureView> pictureViews();

// The timeline of a recorded run and, with one, of the prediction above it. Needs a QApplication to
// be painted; errors as those of drawingOf().
[[nodiscard]] core::Result<Drawing>
drawingOfRuns(const core::RunPtr &predicted, const std::shared_ptr<const core::Recording> &measured,
              const Picture &picture);

// Needs a QApplication to be painted. Error: a size, scale, moment or part out of range.
[[nodiscard]] core::Result<Drawing> drawingOf(const core::SnapshotPtr &snapshot,
                                              const PictureView &view, const Picture &picture);

// The same as an image. Needs a QApplication.
[[nodiscard]] core::Result<QImage> renderPicture(const core::SnapshotPtr &snapshot,
                                                 const PictureView &view, const Picture &picture);

} // namespace ui
