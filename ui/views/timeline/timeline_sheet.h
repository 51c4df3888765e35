// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/step_difference.h"
#include "ui/layout/timeline/timeline_batch.h"
#include "ui/layout/timeline/timeline_difference.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/layout/timeline/view_history.h"
#include "ui/paint/look.h"
#include "ui/views/timeline/timeline_accents.h"
#include "ui/views/timeline/timeline_layers.h"
#include "ui/views/timeline/timeline_move.h"
#include "ui/views/timeline/timeline_path.h"

#include <QStringList>

#include <array>
#include <optional>
#include <vector>

class QPainter;

namespace ui {

// What the timeline shows and how it lies on a surface: one run or two, the visible part of them,
// marks and trail. The layout is made when it is first asked for after a change.
class TimelineSheet
{
public:
    using Accents = TimelineAccents;

    // Of two, the second is measured. Neither: there is nothing to show.
    void setRuns(core::RunPtr first, core::RunPtr second);
    // The axis goes on beyond the step, where another one ends later.
    void setAxisEnd(core::Nanos end);
    void setLook(const Look &look);
    void setOptions(const TimelineOptions &options);
    void setTrail(const std::optional<TimelineBatch> &batch);
    void setSurface(const QSizeF &size, double pixelRatio);
    void setViewport(const TimelineViewport &viewport); // the surface stays as it is
    // The same, and what was seen before is remembered.
    void goTo(const TimelineViewport &viewport, ViewHistory::Change change);
    void goBack();
    void goForward();
    void setArrangement(const RowArrangement &arrangement);
    void setScroll(double scroll);
    void invalidate();

    [[nodiscard]] bool hasPicture() const;
    // Why there is none: the model does not fit.
    [[nodiscard]] bool isTooLarge() const;
    [[nodiscard]] core::Nanos stop() const;  // of the axis
    [[nodiscard]] TimelineRuns runs() const; // of a picture
    [[nodiscard]] const core::RunPtr &firstRun() const { return m_first; }
    [[nodiscard]] const core::RunPtr &secondRun() const { return m_second; } // may be none
    [[nodiscard]] const TimelineViewport &viewport() const { return m_viewport; }
    [[nodiscard]] const RowArrangement &arrangement() const { return m_arrangement; }
    [[nodiscard]] const std::vector<TimelineRow> &firstRows() const; // all, of the first run
    [[nodiscard]] const std::vector<TimelineRow> &allRows() const
    {
        return arranged().rows;
    } // of a picture
    [[nodiscard]] bool showsAll() const { return m_fitted; }
    [[nodiscard]] const ViewHistory &history() const { return m_history; }
    [[nodiscard]] QRect trailArea() const;        // empty: there is none
    [[nodiscard]] const TimelineLayout &layout(); // up to date
    [[nodiscard]] const TimelineLayout &frame();  // perhaps without its spans
    [[nodiscard]] const TimelineLayout &lastLayout() const { return m_layout; }
    // What the marks say, a line for each.
    [[nodiscard]] QStringList readout();
    [[nodiscard]] TimelinePath &path() { return m_path; }
    void refreshMarks(); // what they mark is known now
    [[nodiscard]] const core::StepDifference *difference() const
    {
        return m_difference ? &*m_difference : nullptr;
    }

    // After the time in sight has changed. Nothing: all of the picture is another one.
    [[nodiscard]] std::optional<TimelineMove> follow(const Accents &accents);
    void paint(QPainter &painter, const Accents &accents);
    // What changes in the picture when the playhead moves; nothing: all of it.
    [[nodiscard]] std::optional<QRect> movedArea(core::Nanos from, core::Nanos to,
                                                 bool withEndBefore) const;

private:
    // All rows, and how wide their labels are: they change with runs, arrangement and look, while
    // the view moves over them.
    struct Arranged
    {
        std::vector<TimelineRow> rows;
        std::vector<TimelineRow> first; // of these, the ones of the first run
        double labelWidth = 0;          // logical pixels
        double groupWidth = 0;
    };
    enum class Made : std::uint8_t { Nothing, Frame, All }; // of the layout
    [[nodiscard]] const Arranged &arranged() const;
    [[nodiscard]] const TimelineLayout &part(const PixelColumns &columns);
    void keepInSight();
    void layoutMarks();
    void placeTrail();
    [[nodiscard]] TimelineLayers::Content content(const Accents &accents);
    [[nodiscard]] std::optional<QRegion> overRows(const Accents &accents) const;
    void paintBase(QPainter &painter, const Accents &accents);
    [[nodiscard]] std::optional<int> markedDevice(std::optional<int> selected) const;
    [[nodiscard]] const core::CriticalPath *criticalPath(); // null: not asked for, or not found yet
    [[nodiscard]] const core::Snapshot *marked() const;     // whose marks are shown

    core::RunPtr m_first;
    core::RunPtr m_second;
    core::Nanos m_axisEnd; // no earlier than this
    Look m_look;
    TimelineViewport m_viewport;
    TimelineLayout m_layout;
    TimelineOptions m_options;
    RowArrangement m_arrangement;
    mutable std::optional<Arranged> m_arranged;       // once it was asked for
    std::optional<core::StepDifference> m_difference; // of two runs
    TimelinePath m_path;
    std::optional<TimelineBatch> m_trailBatch;
    BubbleMarks m_bubbleMarks;
    PathMarks m_pathMarks;
    TimelineTrail m_trail;
    std::vector<DifferenceNote> m_notes;
    TimelineLayers m_layers;
    ViewHistory m_history;
    Made m_made = Made::Nothing;
    // While the view moves, only what comes into sight is laid out: this, last.
    std::array<TimelineLayout, 2> m_parts;
    bool m_fitted = true; // shows the whole step; stays so when the runs change
};

} // namespace ui
