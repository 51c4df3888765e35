// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_viewport.h"

#include <optional>
#include <vector>

namespace ui {

// Which parts of a step were looked at, to go back and forward between them as in a browser. What
// is zoomed or panned in one go, in however many steps, is one of them.
class ViewHistory
{
public:
    // A change of what is seen: by itself, or as a step of a movement.
    enum class Change { Jump, Movement };

    void clear();
    // To be called before what is seen changes from one to the other.
    void leave(const TimelineViewport &from, const TimelineViewport &to, Change change);
    [[nodiscard]] bool canGoBack() const { return !m_before.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_after.empty(); }
    // What is seen next instead of this; nothing: there is no such view.
    [[nodiscard]] std::optional<TimelineViewport> back(const TimelineViewport &now);
    [[nodiscard]] std::optional<TimelineViewport> forward(const TimelineViewport &now);

private:
    enum class Direction { None, In, Out, Along };
    struct View
    {
        core::TimeInterval time;
        double scroll = 0;
        double shortestRow = 0;
    };

    [[nodiscard]] static View viewOf(const TimelineViewport &viewport);
    [[nodiscard]] static std::optional<TimelineViewport>
    take(std::vector<View> &from, std::vector<View> &to, const TimelineViewport &now);

    std::vector<View> m_before; // the newest last
    std::vector<View> m_after;  // the next one last
    Direction m_moving = Direction::None;
};

} // namespace ui
