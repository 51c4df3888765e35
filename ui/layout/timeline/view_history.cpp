// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/view_history.h"

namespace ui {

namespace {

constexpr std::size_t kMostViews = 100;

std::int64_t lengthOf(const TimelineViewport &view)
{
    return view.end.count - view.begin.count;
}

} // namespace

ViewHistory::View ViewHistory::viewOf(const TimelineViewport &viewport)
{
    return {{viewport.begin.count, viewport.end.count}, viewport.scroll, viewport.shortestRow};
}

void ViewHistory::clear()
{
    m_before.clear();
    m_after.clear();
    m_moving = Direction::None;
}

void ViewHistory::leave(const TimelineViewport &from, const TimelineViewport &to, Change change)
{
    if (from.begin == to.begin && from.end == to.end && from.shortestRow == to.shortestRow)
        return; // rows that are scrolled are no view of their own
    const std::int64_t before = lengthOf(from);
    const std::int64_t after = lengthOf(to);
    // A nanosecond is lost by rounding.
    const Direction direction = change == Change::Jump ? Direction::None
                                : after < before - 1   ? Direction::In
                                : after > before + 1   ? Direction::Out
                                                       : Direction::Along;
    const bool goesOn = direction != Direction::None && direction == m_moving;
    m_moving = direction;
    m_after.clear();
    if (goesOn)
        return;
    m_before.push_back(viewOf(from));
    if (m_before.size() > kMostViews)
        m_before.erase(m_before.begin());
}

std::optional<TimelineViewport> ViewHistory::take(std::vector<View> &from, std::vector<View> &to,
                                                  const TimelineViewport &now)
{
    if (from.empty())
        return {};
    const View view = from.back();
    from.pop_back();
    to.push_back(viewOf(now));
    TimelineViewport next = zoomedTo(now, view.time);
    next.scroll = view.scroll;
    next.shortestRow = view.shortestRow;
    return next;
}

std::optional<TimelineViewport> ViewHistory::back(const TimelineViewport &now)
{
    m_moving = Direction::None;
    return take(m_before, m_after, now);
}

std::optional<TimelineViewport> ViewHistory::forward(const TimelineViewport &now)
{
    m_moving = Direction::None;
    return take(m_after, m_before, now);
}

} // namespace ui
