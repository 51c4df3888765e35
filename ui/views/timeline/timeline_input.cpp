// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel and key input of the timeline.
#include "ui/views/timeline/timeline_navigation.h"
#include "ui/views/timeline/timeline_tips.h"
#include "ui/views/timeline/timeline_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace ui {

QString TimelineView::tipAt(const QPointF &position)
{
    return m_sheet.hasPicture() ? timelineTip(m_sheet.runs(), timelineLayout(), position)
                                : QString();
}

bool TimelineView::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString tip = m_drag == Drag::None ? tipAt(help->pos()) : QString();
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

bool TimelineView::isOverLabels(const QPointF &position) const
{
    return position.x() < viewport().body().left() - m_look.px(8);
}

void TimelineView::scrubTo(double x)
{
    Q_EMIT scrubbed(std::clamp(viewport().timeAt(x), core::Nanos{0}, m_sheet.stop()));
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_sheet.hasPicture())
        return;
    const QPointF position = event->position();
    if (isOverLabels(position)) {
        for (const TimelineRow &row : timelineLayout().rows) {
            if (position.y() >= row.rect.top() && position.y() < row.rect.bottom())
                Q_EMIT deviceClicked(row.device);
        }
        return;
    }
    m_accents.measure.reset();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        m_drag = Drag::Measure;
        const core::Nanos at = viewport().timeAt(position.x());
        m_accents.measure = TimeSpan{at, at};
        update();
        return;
    }
    m_drag = Drag::Scrub;
    m_momentBeforePress = m_accents.moment;
    scrubTo(position.x());
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    if (!m_sheet.hasPicture())
        return;
    if (m_drag == Drag::Scrub) {
        scrubTo(event->position().x());
        return;
    }
    if (m_drag == Drag::Measure) {
        m_accents.measure->to = viewport().timeAt(event->position().x());
        update();
        return;
    }
    setCursor(isOverLabels(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setHover(hitTimeline(m_sheet.runs(), timelineLayout(), event->position()));
}

void TimelineView::mouseReleaseEvent(QMouseEvent *)
{
    m_drag = Drag::None;
    if (m_accents.measure && m_accents.measure->from == m_accents.measure->to) {
        m_accents.measure.reset();
        update();
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_sheet.hasPicture())
        return;
    if (!isOverLabels(event->position()))
        Q_EMIT scrubbed(m_momentBeforePress);
    fit();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    if (!m_sheet.hasPicture()) {
        event->ignore();
        return;
    }
    event->accept();
    if (event->position().x() < viewport().body().left() && m_scrollBar.isVisible()) {
        m_scrollBar.setValue(m_scrollBar.value() - event->angleDelta().y() / 3);
        return;
    }
    const TimelineViewport before = viewport();
    setViewport(wheeled(timelineLayout(), *event));
    // At the end of the zoom the page scrolls on, where it does not fit the window.
    event->setAccepted(before.begin != viewport().begin || before.end != viewport().end);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (!m_sheet.hasPicture() || event->modifiers().testFlag(Qt::AltModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (const auto viewport = keyed(timelineLayout(), *event, zoomCentre())) {
        setViewport(*viewport);
        return;
    }
    const bool plain = !event->modifiers().testFlag(Qt::ControlModifier);
    if (plain && event->key() == Qt::Key_PageUp) {
        m_scrollBar.triggerAction(QScrollBar::SliderPageStepSub);
    } else if (plain && event->key() == Qt::Key_PageDown) {
        m_scrollBar.triggerAction(QScrollBar::SliderPageStepAdd);
    } else if (plain && event->key() == Qt::Key_Escape && (m_accents.measure || m_followed)) {
        m_accents.measure.reset();
        setFollowed({});
        update();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void TimelineView::setHover(const std::optional<TimelineHit> &hit)
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
        update();
}

void TimelineView::setFollowed(const std::optional<TimelineBatch> &batch)
{
    if (batch == m_followed)
        return;
    m_followed = batch;
    updateTrail();
    update();
    Q_EMIT followedChanged();
}

void TimelineView::toggleFollow()
{
    if (!m_sheet.hasPicture())
        return;
    if (m_hover && m_hover->batch && m_hover->batch != m_followed)
        setFollowed(m_hover->batch);
    else
        setFollowed(m_followed ? std::nullopt : batchAtPlayhead());
}

// What the selected device, or else the first busy one, works on now.
std::optional<TimelineBatch> TimelineView::batchAtPlayhead()
{
    const double x = viewport().xOf(std::clamp(moment(), viewport().begin, viewport().end));
    std::optional<TimelineBatch> found;
    for (const TimelineRow &row : timelineLayout().rows) {
        const auto hit =
            hitTimeline(m_sheet.runs(), m_sheet.lastLayout(), {x, row.rect.center().y()});
        if (hit && hit->batch && (!found || m_accents.selectedDevice == row.device))
            found = hit->batch;
    }
    return found;
}

void TimelineView::leaveEvent(QEvent *)
{
    m_pointer.reset();
    setHover({});
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    m_keyboardFocus =
        event->reason() != Qt::MouseFocusReason && event->reason() != Qt::ActiveWindowFocusReason;
    update();
}

void TimelineView::focusOutEvent(QFocusEvent *)
{
    m_keyboardFocus = false;
    update();
}

} // namespace ui
