// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_pointer.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

namespace {

// Logical pixels at scale 1.
constexpr double kLabelGap = 8; // between labels and rows
constexpr double kReach = 6;    // of the sides of an area, and of the ends of spans
constexpr double kTremble = 4;  // that is no drag

std::optional<TimelineBatch> batchOf(const std::optional<TimelineHit> &hit)
{
    return hit ? hit->batch : std::nullopt;
}

} // namespace

TimelinePointer::TimelinePointer(TimelineSheet &sheet, TimelineSheet::Accents &accents,
                                 TimelineSelection &selection, QObject *parent)
    : QObject(parent), m_sheet(sheet), m_accents(accents), m_selection(selection)
{}

void TimelinePointer::forget()
{
    m_hover.reset();
    m_accents.measure.reset();
    m_selection.clear();
}

bool TimelinePointer::isOverLabels(const QPointF &position) const
{
    return position.x() < m_sheet.viewport().body().left() - m_look.px(kLabelGap);
}

bool TimelinePointer::isOverSide(const QPointF &position) const
{
    if (!m_accents.area)
        return false;
    const QRectF frame = areaRect(m_sheet.lastLayout(), *m_accents.area);
    const double x =
        std::min(std::abs(position.x() - frame.left()), std::abs(position.x() - frame.right()));
    return !frame.isNull() && x <= m_look.px(kReach) && position.y() >= frame.top() &&
           position.y() <= frame.bottom();
}

void TimelinePointer::scrubTo(double x)
{
    Q_EMIT scrubbed(std::clamp(m_sheet.viewport().timeAt(x), core::Nanos{0}, m_sheet.stop()));
}

// At the edge of a span that is near, or with Alt just there.
core::Nanos TimelinePointer::timeFor(const QMouseEvent &event)
{
    const bool exact = event.modifiers().testFlag(Qt::AltModifier);
    return snappedTime(m_sheet.runs(), m_sheet.frame(), event.position(),
                       exact ? 0 : m_look.px(kReach));
}

void TimelinePointer::press(const QMouseEvent &event)
{
    if (!m_sheet.hasPicture() || m_drag != Drag::None)
        return;
    m_pressed = event.position();
    m_panned = m_pressed;
    m_moved = false;
    if (event.button() == Qt::LeftButton) {
        pressLeft(event);
    } else if (event.button() == Qt::RightButton) {
        m_drag = Drag::Pan;
    } else if (event.button() == Qt::MiddleButton && !isOverLabels(m_pressed)) {
        m_drag = Drag::ZoomTo;
        const core::Nanos at = m_sheet.viewport().timeAt(m_pressed.x());
        m_accents.measure = TimeSpan{at, at};
    }
}

void TimelinePointer::pressLeft(const QMouseEvent &event)
{
    const QPointF position = event.position();
    if (isOverLabels(position)) {
        clickLabel(position);
        return;
    }
    m_accents.measure.reset();
    if (event.modifiers().testFlag(Qt::ControlModifier)) {
        m_drag = Drag::Measure;
        const core::Nanos at = m_sheet.viewport().timeAt(position.x());
        m_accents.measure = TimeSpan{at, at};
        Q_EMIT pictureChanged();
        return;
    }
    if (event.modifiers().testFlag(Qt::ShiftModifier) || isOverSide(position)) {
        beginArea(event);
        return;
    }
    m_drag = Drag::Scrub;
    m_momentBeforePress = m_accents.moment;
    scrubTo(position.x());
}

void TimelinePointer::clickLabel(const QPointF &position)
{
    const TimelineLayout &layout = m_sheet.frame();
    const QRectF rows = layout.rowsArea;
    if (position.y() < rows.top() || position.y() >= rows.bottom())
        return;
    const int unit = rowAt(layout, position.y());
    const auto row = std::ranges::find(layout.rows, unit, &TimelineRow::index);
    if (row == layout.rows.end())
        return;
    const bool heading = layout.grouped && !row->pinned &&
                         (row->group.collapsed || position.x() < m_sheet.viewport().groupWidth);
    if (heading)
        Q_EMIT groupClicked(row->group.number);
    else if (position.y() >= row->rect.top() && position.y() < row->rect.bottom())
        Q_EMIT deviceClicked(row->device);
}

std::optional<int> TimelinePointer::deviceAt(const QPointF &position)
{
    const TimelineLayout &layout = m_sheet.frame();
    if (!m_sheet.hasPicture() || position.y() < layout.rowsArea.top() ||
        position.y() >= layout.rowsArea.bottom())
        return {};
    const auto row =
        std::ranges::find(layout.rows, rowAt(layout, position.y()), &TimelineRow::index);
    return row == layout.rows.end() ? std::nullopt : std::optional(row->device);
}

std::optional<int> TimelinePointer::deviceMeant()
{
    std::optional<int> device = std::exchange(m_menuDevice, std::nullopt);
    if (!device && m_position)
        device = deviceAt(*m_position);
    return device ? device : m_accents.selectedDevice;
}

// A new one, or that whose side is there: the other side stays.
void TimelinePointer::beginArea(const QMouseEvent &event)
{
    const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
    m_drag = Drag::Select;
    if (!shift) {
        TimelineArea area = *m_accents.area;
        const double x = event.position().x();
        const TimelineViewport &view = m_sheet.viewport();
        if (std::abs(view.xOf(area.anchor) - x) < std::abs(view.xOf(area.end) - x))
            std::swap(area.anchor, area.end);
        m_keptRows = std::pair(area.anchorRow, area.endRow);
        m_selection.select(area);
        return;
    }
    const QRectF rows = m_sheet.frame().rowsArea;
    const double y = event.position().y();
    m_keptRows.reset();
    if (y < rows.top() || y >= rows.bottom()) // along the axis: of all
        m_keptRows = std::pair(0, std::max(0, m_sheet.lastLayout().rowCount - 1));
    const int row = rowAt(m_sheet.lastLayout(), y);
    const core::Nanos at = timeFor(event);
    m_selection.select(TimelineArea{at, at, m_keptRows ? m_keptRows->first : row,
                                    m_keptRows ? m_keptRows->second : row});
}

void TimelinePointer::move(const QMouseEvent &event)
{
    m_position = event.position();
    m_menuDevice.reset();
    if (!m_sheet.hasPicture())
        return;
    m_moved = m_moved || (m_pressed - event.position()).manhattanLength() > m_look.px(kTremble);
    switch (m_drag) {
    case Drag::Scrub:
        return scrubTo(event.position().x());
    case Drag::Measure:
    case Drag::ZoomTo:
        m_accents.measure->to = m_sheet.viewport().timeAt(event.position().x());
        Q_EMIT pictureChanged();
        return;
    case Drag::Select: {
        TimelineArea area = *m_accents.area;
        area.end = timeFor(event);
        if (!m_keptRows)
            area.endRow = rowAt(m_sheet.lastLayout(), event.position().y());
        return m_selection.select(area);
    }
    case Drag::Pan:
        pan(event.position());
        return;
    case Drag::None:
        break;
    }
    setHover(hitTimeline(m_sheet.runs(), m_sheet.frame(), event.position()));
}

// By whole device pixels; what is left of the way counts with the next one.
void TimelinePointer::pan(const QPointF &to)
{
    if (!m_moved)
        return;
    const TimelineViewport &view = m_sheet.viewport();
    const QPointF by(view.onPixel(m_panned.x() - to.x()), view.onPixel(m_panned.y() - to.y()));
    m_panned -= by;
    Q_EMIT panWanted(by);
}

void TimelinePointer::release(const QMouseEvent &event)
{
    const Drag ended = std::exchange(m_drag, Drag::None);
    if (ended == Drag::Pan && !m_moved) {
        m_menuDevice = deviceAt(event.position());
        Q_EMIT menuWanted(event.position().toPoint());
    }
    if (ended == Drag::Scrub && !m_moved) {
        const auto hit = hitTimeline(m_sheet.runs(), m_sheet.frame(), event.position());
        if (hit && hit->batch)
            Q_EMIT visitClicked(hit->span.tag);
    }
    if (ended == Drag::Select && m_accents.area && m_accents.area->anchor == m_accents.area->end)
        m_selection.clear();
    const std::optional<TimeSpan> measured = m_accents.measure;
    const bool nothing = measured && measured->from == measured->to;
    if (ended == Drag::ZoomTo && measured && !nothing)
        Q_EMIT zoomWanted(measured->interval());
    if (nothing || ended == Drag::ZoomTo) {
        m_accents.measure.reset();
        Q_EMIT pictureChanged();
    }
}

void TimelinePointer::doubleClick(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || !m_sheet.hasPicture())
        return;
    if (!isOverLabels(event.position()))
        Q_EMIT scrubbed(m_momentBeforePress);
    Q_EMIT allWanted();
}

void TimelinePointer::leave()
{
    m_position.reset();
    setHover({});
}

bool TimelinePointer::letGo()
{
    // What was made last by hand goes first.
    if (m_selection.clear())
        return true;
    if (!m_accents.measure && !m_followed)
        return false;
    m_accents.measure.reset();
    setFollowed({});
    Q_EMIT pictureChanged();
    return true;
}

void TimelinePointer::setHover(const std::optional<TimelineHit> &hit)
{
    if (hit == m_hover)
        return;
    const bool sameBatch = hit && m_hover && hit->batch == m_hover->batch;
    m_hover = hit;
    if (sameBatch || m_followed)
        return;
    QRegion changed = m_sheet.trailArea();
    updateTrail();
    changed += m_sheet.trailArea();
    if (!changed.isEmpty())
        Q_EMIT areaChanged(changed);
}

void TimelinePointer::setFollowed(const std::optional<TimelineBatch> &batch)
{
    if (batch == m_followed)
        return;
    m_followed = batch;
    updateTrail();
    Q_EMIT pictureChanged();
    Q_EMIT followedChanged();
}

void TimelinePointer::updateTrail()
{
    const std::optional<TimelineBatch> hovered = m_hover ? m_hover->batch : std::nullopt;
    m_sheet.setTrail(m_followed ? m_followed : hovered);
}

void TimelinePointer::toggleFollow()
{
    if (!m_sheet.hasPicture())
        return;
    if (m_hover && m_hover->batch && m_hover->batch != m_followed)
        setFollowed(m_hover->batch);
    else
        setFollowed(m_followed ? std::nullopt : batchOf(hitAtPlayhead()));
}

// What the selected device, or else the first busy one, works on now.
std::optional<TimelineHit> TimelinePointer::hitAtPlayhead()
{
    const TimelineViewport &view = m_sheet.viewport();
    const double x = view.xOf(std::clamp(m_accents.moment, view.begin, view.end));
    std::optional<TimelineHit> found;
    for (const TimelineRow &row : m_sheet.frame().rows) {
        const auto hit =
            hitTimeline(m_sheet.runs(), m_sheet.lastLayout(), {x, row.rect.center().y()});
        if (hit && hit->batch && (!found || m_accents.selectedDevice == row.device))
            found = hit;
    }
    return found;
}

void TimelinePointer::askForCosts()
{
    const auto meant = m_hover && m_hover->batch ? m_hover : hitAtPlayhead();
    if (meant)
        Q_EMIT costsWanted(meant->span.tag);
}

} // namespace ui
