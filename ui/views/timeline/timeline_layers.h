// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"
#include "ui/paint/look.h"

#include <QImage>

#include <optional>

class QPainter;

namespace ui {

// What of the timeline does not change while the playhead moves, as two pictures: all of it past
// and all of it future. Per frame each is copied up to where the playhead cuts them.
class TimelineLayers
{
public:
    // What the pictures show.
    struct Content
    {
        const TimelineLayout &layout;
        std::optional<int> selectedDevice;
        const Look &look;
    };

    void invalidate() { m_current = false; } // made anew at the next paint
    void paint(QPainter &painter, const Content &content, core::Nanos moment);
    // The same pixels without making layers, at half the work: for a picture that is shown once,
    // such as the first one or each one while a slider moves.
    static void paintOnce(QPainter &painter, const Content &content, core::Nanos moment);

private:
    void make(const Content &content);

    QImage m_past;
    QImage m_future;
    bool m_current = false;
};

} // namespace ui
