// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/analysis/work_pieces.h"
#include "ui/layout/timeline/share_columns.h"
#include "ui/layout/timeline/time_axis.h"
#include "ui/layout/timeline/timeline_viewport.h"

#include <QPointF>
#include <QRectF>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace ui {

// Of a cell; idle time is the background of a row, never a cell.
using core::kWorkClassCount;
using core::WorkClass;
using core::workClassOf;

// A micro-batch of one replica; replica -1 stands for all replicas of an aggregated row.
struct TimelineBatch
{
    int replica = 0;
    int microBatch = 0; // 0-based within the replica

    bool operator==(const TimelineBatch &) const = default;
};

// A visit of two micro-batches that cannot be taken apart: its halves are drawn as one cell.
enum class CellJoin : std::uint8_t { None, WithNext, WithPrevious };

enum class RowProblem : std::uint8_t { None, Slow, Cut };

// Devices of one row of the trace, as a part of a band.
struct BandPart
{
    int traceRow = 0;
    int devices = 1;
};

// By what rows stand together.
enum class RowGrouping : std::uint8_t { None, Node, Stage, Replica };
constexpr int kRowGroupings = 4;

// The group of a row; a number of -1: it is in none.
struct RowGroup
{
    RowGrouping by = RowGrouping::None;
    int number = -1; // from 0
    int firstDevice = 0;
    int lastDevice = 0;
    int devices = 0;
    bool collapsed = false; // into one band, the mean of its devices

    bool operator==(const RowGroup &) const = default;
};

// How the user wants the rows to stand.
struct RowArrangement
{
    RowGrouping grouping = RowGrouping::None;
    std::vector<int> collapsed; // numbers of groups
    std::vector<int> pinned;    // devices: the first ones of rows that stay on top

    bool operator==(const RowArrangement &) const = default;
};

// Of device pixels, from the left edge of the view.
struct PixelColumns
{
    int first = 0;
    int end = 0;

    bool operator==(const PixelColumns &) const = default;
    [[nodiscard]] bool isEmpty() const { return end <= first; }
};

struct TimelineRow
{
    QRectF rect;       // the band of work, without the label
    QRectF thin;       // below it, of the slowest replica; empty: none, or no room
    int index = 0;     // among all rows, visible or not; of two runs, among the pairs
    int run = 0;       // of TimelineRuns: 1 is the second
    std::string label; // empty: its device says it
    core::Nanos stop;  // of its run
    int traceRow = 0;
    int device = 0;      // the first one
    int deviceCount = 1; // more than one: the row stands for several devices
    int replica = 0;     // of the device
    int lastReplica = 0; // of the devices; above the first one where the row stands for several
    int pipelineRank = 0;
    int ranks = 1; // of the pipeline
    RowProblem problem = RowProblem::None;
    // A band is the mean of several rows of the trace: all of them, of which traceRow has the most
    // devices; empty: it is that row alone.
    std::vector<BandPart> parts;
    int slowestRow = -1; // of the trace, drawn thin below the band; -1: none
    RowGroup group = {};
    bool pinned = false;
    bool dense = false;   // more spans are in sight than could be told apart
    bool pending = false; // nothing of them is known yet: they are still being counted
};

struct TimelineCell
{
    QRectF rect;
    core::Nanos begin;
    core::Nanos end;
    int row = 0;         // index into TimelineLayout::rows
    int microBatch = -1; // 0-based within the replica; -1: none
    WorkClass work = WorkClass::Forward;
    core::SpanKind kind = core::SpanKind::Forward;
    CellJoin join = CellJoin::None;
    int chunk = 0;            // 1-based among those of the device; 0: it has one
    int chunks = 1;           // of the device
    bool upward = false;      // its micro-batch goes from the last device to the first
    double exchange = 0;      // share of its time in which the device only exchanges with others
    bool beganBefore = false; // the edge of the picture cuts it: it goes on at the left,
    bool endsLater = false;   // or at the right
};

// Where spans are too narrow for cells: per device pixel the share of each kind of work, exact.
// What visits spend on nothing but communication counts as such.
struct TimelineStrip
{
    QRectF rect;
    int row = 0;
    ShareColumns pixels;
};

// A collective that runs beside work: a thin line along the bottom of the row.
struct TimelineSyncLine
{
    QRectF rect;
    int row = 0;
};

// Whose steps are shown: one, or two row by row above each other on one axis of time.
struct TimelineRuns
{
    core::RunView first;
    std::optional<core::RunView> second;
    core::Nanos axisEnd; // where the axis ends that goes on behind them

    TimelineRuns(const core::RunView &only) : first(only) {}
    TimelineRuns(const core::Snapshot &only) : first(only) {}
    TimelineRuns(const core::Recording &only) : first(only) {}
    TimelineRuns(const core::RunView &upper, const core::RunView &lower)
        : first(upper), second(lower)
    {}
    [[nodiscard]] const core::RunView &of(const TimelineRow &row) const
    {
        return row.run == 0 ? first : *second;
    }
    [[nodiscard]] core::Nanos stop() const
    {
        const core::Nanos one = {first.trace().stop};
        return second ? std::max(one, core::Nanos{second->trace().stop}) : one;
    }
};

struct TimelineLayout
{
    TimelineViewport viewport;
    core::Nanos stop;
    bool twoRuns = false;
    int rowCount = 0;         // all, visible or not; of two runs the pairs
    double contentHeight = 0; // of all rows
    double rowHeight = 0;
    int pinnedCount = 0; // of rowCount: on top, and not scrolled
    bool grouped = false;
    QRectF rowsArea; // the part of body() in which rows are seen; scrolled rows are cut there
    std::vector<TimelineRow> rows; // visible ones
    std::vector<TimelineCell> cells;
    std::vector<TimelineStrip> strips;
    std::vector<TimelineSyncLine> syncLines;
    std::vector<TimeTick> ticks;
    std::optional<core::Nanos> ideal; // of the busiest device, healthy, if it never waited
    core::BatchNumbers numbers;       // on tokens
    bool twoWays = false;             // micro-batches enter at both ends
    bool kindsNeedNames = false;      // more than one forward and one backward per micro-batch
    int largestNumber = 1;            // of the micro-batches in these rows
    int bandReplicas = 0;             // that bands are the mean of; 0: there are none
    int bandDevices = 0;              // the same of a band without stages
    int slowestReplica = -1;          // whose rows are thin lines; -1: none
    int slowestDevice = -1;           // the same of a band without stages
    std::optional<PixelColumns> part; // only spans that are seen there are laid out; none: all
    int textureShift = 0; // device pixels by which textures are moved with the time below them
};

// Rectangles of everything that is visible, and of nothing else. O(visible spans).
[[nodiscard]] TimelineLayout layoutTimeline(const TimelineRuns &runs,
                                            const TimelineViewport &viewport,
                                            const RowArrangement &arrangement = {});
// The same with rows that are arranged already.
[[nodiscard]] TimelineLayout layoutTimeline(const TimelineRuns &runs,
                                            const TimelineViewport &viewport,
                                            std::vector<TimelineRow> rows);
// The same without cells, strips and lines, in a time that does not depend on the spans.
[[nodiscard]] TimelineLayout layoutFrame(const TimelineRuns &runs, const TimelineViewport &viewport,
                                         std::vector<TimelineRow> rows);
// What a frame lacks: all of it, or what is seen in some columns, where it is as in all of it.
[[nodiscard]] TimelineLayout layoutSpans(const TimelineRuns &runs, TimelineLayout frame,
                                         std::optional<PixelColumns> part = {});

// The rows of the timeline, top to bottom, without rectangles: each device of a few; of many a band
// for each stage, and beside it each device that something is wrong with.
[[nodiscard]] std::vector<TimelineRow> timelineRows(const core::RunView &run);
// The same without bands: a row for each device, or for each row of the trace.
[[nodiscard]] std::vector<TimelineRow> traceRows(const core::RunView &run);
// The rows of one run or of both, as they stand below each other: those with one index are a pair.
[[nodiscard]] std::vector<TimelineRow> arrangedRows(const TimelineRuns &runs,
                                                    const RowArrangement &arrangement = {});
// The place of the row, or pair of rows, with this index: as wide as rows are, with half of the gap
// above and below it. It may lie out of sight.
[[nodiscard]] QRectF unitRect(const TimelineLayout &layout, int index);
// A row for each device, however many there are; of traces alone one for each of their rows.
[[nodiscard]] std::vector<TimelineRow> deviceRows(const core::RunView &run);
// Index of the row that shows this device, alone or with others; -1: none does.
[[nodiscard]] int timelineRowOf(const core::RunView &run, const std::vector<TimelineRow> &rows,
                                int device);

// Devices above which one row stands for a class of devices that behave alike.
constexpr int kMostDeviceRows = 32;

// What is under a point.
struct TimelineHit
{
    int row = 0; // index into TimelineLayout::rows
    int device = 0;
    core::Span span;
    std::optional<TimelineBatch> batch; // of a work span

    bool operator==(const TimelineHit &other) const
    {
        return row == other.row && span.begin == other.span.begin && device == other.device;
    }
};
[[nodiscard]] std::optional<TimelineHit>
hitTimeline(const TimelineRuns &runs, const TimelineLayout &layout, const QPointF &position);

} // namespace ui
