// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_pointer.h"

#include <QMouseEvent>

#include <algorithm>

namespace ui {

TimelinePointer::TimelinePointer(TimelineSheet &sheet, TimelineSheet::Accents &accents,
                                 QObject *parent)
    : QObject(parent), m_sheet(sheet), m_accents(accents)
{}

void TimelinePointer::forget()
{
    m_hover.reset();
    m_accents.measure.reset();
}

bool TimelinePointer::isOverLabels(const QPointF &position) const
{
    return position.x() < m_sheet.viewport().body().left() - m_labelGap;
}

void TimelinePointer::scrubTo(double x)
{
    Q_EMIT scrubbed(std::clamp(m_sheet.viewport().timeAt(x), core::Nanos{0}, m_sheet.stop()));
}

void TimelinePointer::press(const QMouseEvent &event)
{
    if (event.button() != Qt::LeftButton || !m_sheet.hasPicture())
        return;
    const QPointF position = event.position();
    if (isOverLabels(position)) {
        for (const TimelineRow &row : m_sheet.layout().rows) {
            if (position.y() >= row.rect.top() && position.y() < row.rect.bottom())
                Q_EMIT deviceClicked(row.device);
        }
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
    m_drag = Drag::Scrub;
    m_momentBeforePress = m_accents.moment;
    scrubTo(position.x());
}

void TimelinePointer::move(const QMouseEvent &event)
{
    m_position = event.position();
    if (!m_sheet.hasPicture())
        return;
    if (m_drag == Drag::Scrub) {
        scrubTo(event.position().x());
        return;
    }
    if (m_drag == Drag::Measure) {
        m_accents.measure->to = m_sheet.viewport().timeAt(event.position().x());
        Q_EMIT pictureChanged();
        return;
    }
    setHover(hitTimeline(m_sheet.runs(), m_sheet.layout(), event.position()));
}

void TimelinePointer::release()
{
    m_drag = Drag::None;
    if (m_accents.measure && m_accents.measure->from == m_accents.measure->to) {
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
    const bool hadTrail = m_sheet.hasTrail();
    updateTrail();
    if (hadTrail || m_sheet.hasTrail())
        Q_EMIT pictureChanged();
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
        setFollowed(m_followed ? std::nullopt : batchAtPlayhead());
}

// What the selected device, or else the first busy one, works on now.
std::optional<TimelineBatch> TimelinePointer::batchAtPlayhead()
{
    const TimelineViewport &view = m_sheet.viewport();
    const double x = view.xOf(std::clamp(m_accents.moment, view.begin, view.end));
    std::optional<TimelineBatch> found;
    for (const TimelineRow &row : m_sheet.layout().rows) {
        const auto hit =
            hitTimeline(m_sheet.runs(), m_sheet.lastLayout(), {x, row.rect.center().y()});
        if (hit && hit->batch && (!found || m_accents.selectedDevice == row.device))
            found = hit->batch;
    }
    return found;
}

} // namespace ui
