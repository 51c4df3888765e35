// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"
#include "ui/views/timeline/rows_layer.h"

#include <QImage>

#include <functional>
#include <optional>
#include <vector>

class QPainter;

namespace ui {

// What of the timeline does not change while the playhead moves: its rows as two pictures, all of
// them past and all of them future, and what is around them as one. Per frame each is copied up to
// where the playhead cuts them. While the time in sight moves, only what is new of them is painted.
class TimelineLayers
{
public:
    // What the pictures show.
    struct Content
    {
        const TimelineLayout &frame;
        std::optional<int> selectedDevice;
        const Look &look;
        // A layout with the spans that are seen in these columns, and perhaps with more.
        std::function<const TimelineLayout &(const PixelColumns &)> part;
    };

    // What of the last picture is there in the next one, of another time in sight.
    struct Kept
    {
        int by = 0;           // device pixels to the right
        PixelColumns columns; // of the rows, where they are then
    };

    void invalidate(); // made anew at the next paint
    // Whether the last picture shows the same, or the same moved sideways by whole pixels.
    [[nodiscard]] bool follows(const TimelineLayout &frame) const;
    // Nothing: nothing is kept.
    std::optional<Kept> follow(const Content &content);
    void paint(QPainter &painter, const Content &content, core::Nanos moment);
    // The same pixels without making layers, at half the work: for a picture that is shown once,
    // such as the first one or each one while a slider moves.
    void paintOnce(QPainter &painter, const Content &content, core::Nanos moment);

private:
    // What the last picture showed.
    struct Shown
    {
        TimelineViewport viewport;
        std::vector<TimeTick> ticks;
        std::vector<bool> dense; // by row
        int textureShift = 0;
        core::Nanos anchor; // begin of the time in sight when all was painted
        int moved = 0;      // device pixels since then, to the right
        core::Nanos moment;
    };

    void forget(); // the rows
    void remember(const TimelineLayout &frame, core::Nanos moment);
    void paintLabels(QPainter &painter, const Content &content);
    void begin(const Content &content);
    void paintAround(const Content &content, bool labels);
    void drawAround(QPainter &painter) const;
    void drawLayers(QPainter &painter, int cut) const;
    void fill(RowsLayer &layer, const PixelColumns &columns, const Content &content,
              core::Nanos moment);
    [[nodiscard]] PixelColumns wholeColumns(const Content &content, int by) const;
    static void paintPlayed(QPainter &painter, const Content &content, core::Nanos moment);

    RowsLayer m_past;
    RowsLayer m_future;
    QImage m_around;      // labels and axis
    QRect m_rows;         // where the layers lie, in device pixels
    PixelColumns m_whole; // of the rows in sight, what would look the same if more were in sight
    bool m_made = false;  // the layers show something of what was shown last
    std::optional<Shown> m_shown;
    QImage m_labels; // what stands before the rows, which no zoom changes
    std::optional<TimelineViewport> m_labelsOf;
};

} // namespace ui
