// SPDX-License-Identifier: GPL-3.0-or-later
// How the timeline answers mouse, wheel and keys.
#include "ui/views/timeline/timeline_view.h"
#include "ui/words/timeline_readout.h"

#include "core/analysis/moment.h"
#include "core/analysis/wait_sentence.h"
#include "core/base/text.h"
#include "ui/paint/timeline/timeline_painter.h"
#include "ui/words/spoken_texts.h"
#include "ui/words/visit_texts.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double kWheelZoom = 1.25; // per notch
constexpr double kKeyZoom = 1.3;
constexpr double kPanShare = 0.15; // of the width, per key

// W, A, S and D by their place on the keyboard, so that they work on every layout.
int navigationKey(const QKeyEvent &event)
{
#ifdef Q_OS_LINUX
    switch (event.nativeScanCode()) {
    case 25:
        return Qt::Key_W;
    case 38:
        return Qt::Key_A;
    case 39:
        return Qt::Key_S;
    case 40:
        return Qt::Key_D;
    default:
        break;
    }
#endif
    return event.key();
}

QString textOf(const core::Figure &figure)
{
    return QString::fromStdString(figure.text());
}

} // namespace

QString TimelineView::tipAt(const QPointF &position)
{
    if (!hasPicture())
        return {};
    const std::optional<TimelineHit> hit = hitTimeline(*m_snapshot, timelineLayout(), position);
    if (!hit)
        return {};
    const QString name = timelineLabel(m_layout.rows[static_cast<std::size_t>(hit->row)]);
    const core::Span &span = hit->span;
    if (span.tag.kind == core::SpanKind::Wait)
        return name + QStringLiteral(" · ") +
               QString::fromStdString(core::waitSentence(*m_snapshot, hit->device, span));
    const int traceRow = m_layout.rows[static_cast<std::size_t>(hit->row)].traceRow;
    const core::Nanos length{span.end - span.begin};
    // Both to the decimals of the zoom, and to three digits of the length.
    const double finest =
        std::max(m_layout.viewport.pixelsPerNano(),
                 100 / static_cast<double>(std::max<std::int64_t>(1, length.count)));
    QString times =
        tr("begins at %1, takes %2")
            .arg(timeAtZoom({span.begin}, stop(), finest), timeAtZoom(length, stop(), finest));
    if (const QString part = exchangeSentence(*m_snapshot, traceRow, span); !part.isEmpty())
        times += QStringLiteral("; ") + part;
    if (!hit->batch)
        return name + QStringLiteral(" · ") + visitName(span.tag.kind) + u'\n' + times;
    const int replica = std::max(0, hit->batch->replica);
    const int number = m_snapshot->plan.batchNumber(replica, hit->batch->microBatch);
    QString where;
    const int rank = m_layout.rows[static_cast<std::size_t>(hit->row)].pipelineRank;
    if (const int chunk = core::chunkNumber(m_snapshot->plan, rank, span.tag.stage); chunk > 0)
        where = tr("chunk %1, ").arg(chunk);
    if (m_snapshot->plan.order.stages > 1)
        where += tr("stage %1, ").arg(span.tag.stage + 1);
    where += QString::fromStdString(core::stageLayersText(m_snapshot->plan, span.tag.stage));
    return tr("%1 · %2 of micro-batch %3").arg(name, visitName(span.tag.kind)).arg(number) + u'\n' +
           where + pairedVisitText(*m_snapshot, hit->device, span) + u'\n' + times;
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

void TimelineView::scrubTo(double x)
{
    Q_EMIT scrubbed(std::clamp(m_viewport.timeAt(x), core::Nanos{0}, stop()));
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !hasPicture())
        return;
    const QPointF position = event->position();
    if (position.x() < m_viewport.body().left() - m_look.px(8)) {
        for (const TimelineRow &row : timelineLayout().rows) {
            if (position.y() >= row.rect.top() && position.y() < row.rect.bottom())
                Q_EMIT deviceClicked(row.device);
        }
        return;
    }
    m_measure.reset();
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        m_drag = Drag::Measure;
        const core::Nanos at = m_viewport.timeAt(position.x());
        m_measure = Measure{at, at};
        update();
        return;
    }
    m_drag = Drag::Scrub;
    m_momentBeforePress = m_moment;
    scrubTo(position.x());
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer = event->position();
    if (!hasPicture())
        return;
    if (m_drag == Drag::Scrub) {
        scrubTo(event->position().x());
        return;
    }
    if (m_drag == Drag::Measure) {
        m_measure->to = m_viewport.timeAt(event->position().x());
        update();
        return;
    }
    const bool overLabels = event->position().x() < m_viewport.body().left() - m_look.px(8);
    setCursor(overLabels ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setHover(hitTimeline(*m_snapshot, timelineLayout(), event->position()));
}

void TimelineView::mouseReleaseEvent(QMouseEvent *)
{
    m_drag = Drag::None;
    if (m_measure && m_measure->from == m_measure->to) {
        m_measure.reset();
        update();
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !hasPicture())
        return;
    if (event->position().x() >= m_viewport.body().left() - m_look.px(8))
        Q_EMIT scrubbed(m_momentBeforePress);
    fit();
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    if (!hasPicture()) {
        event->ignore();
        return;
    }
    event->accept();
    const QPoint turned = event->angleDelta();
    const bool overLabels = event->position().x() < m_viewport.body().left();
    if (overLabels && m_scrollBar.isVisible()) {
        m_scrollBar.setValue(m_scrollBar.value() - turned.y() / 3);
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier) ||
        std::abs(turned.x()) > std::abs(turned.y())) {
        const int notches = turned.x() != 0 ? turned.x() : turned.y();
        const double pixels = -notches / 120.0 * m_viewport.body().width() / 10;
        setViewport(panned(m_viewport, pixels, stop()));
        return;
    }
    zoom(std::pow(kWheelZoom, turned.y() / 120.0), event->position().x());
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    const double width = m_viewport.body().width();
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    if (!hasPicture() || event->modifiers().testFlag(Qt::AltModifier)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (control) {
        const double step = event->key() == Qt::Key_Up ? 2 : event->key() == Qt::Key_Down ? -2 : 0;
        if (step == 0) {
            QWidget::keyPressEvent(event);
            return;
        }
        TimelineViewport viewport = m_viewport;
        // From the rows as they are: the first step is seen.
        const double now = m_layout.contentHeight / std::max(1, m_layout.rowCount) / m_look.scale;
        viewport.shortestRow = std::clamp(now + step, TimelineViewport().shortestRow, 49.0);
        setViewport(viewport);
        return;
    }
    switch (navigationKey(*event)) {
    case Qt::Key_W:
    case Qt::Key_Plus:
        zoom(kKeyZoom, zoomCentre());
        break;
    case Qt::Key_S:
    case Qt::Key_Minus:
        zoom(1 / kKeyZoom, zoomCentre());
        break;
    case Qt::Key_A:
        setViewport(panned(m_viewport, -width * kPanShare, stop()));
        break;
    case Qt::Key_D:
        setViewport(panned(m_viewport, width * kPanShare, stop()));
        break;
    case Qt::Key_0:
        fit();
        break;
    case Qt::Key_PageUp:
        m_scrollBar.triggerAction(QScrollBar::SliderPageStepSub);
        break;
    case Qt::Key_PageDown:
        m_scrollBar.triggerAction(QScrollBar::SliderPageStepAdd);
        break;
    case Qt::Key_Escape:
        if (!m_measure && !m_followed) {
            event->ignore();
            return;
        }
        m_measure.reset();
        setFollowed({});
        update();
        break;
    default:
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
    const bool hadTrail = !m_trail.cells.empty();
    updateTrail();
    if (hadTrail || !m_trail.cells.empty())
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
    if (!hasPicture())
        return;
    if (m_hover && m_hover->batch && m_hover->batch != m_followed) {
        setFollowed(m_hover->batch);
        return;
    }
    if (m_followed) {
        setFollowed({});
        return;
    }
    // No pointer: what the selected device, or else the first busy one, works on now.
    const double x = m_viewport.xOf(std::clamp(m_moment, m_viewport.begin, m_viewport.end));
    std::optional<TimelineBatch> found;
    for (const TimelineRow &row : timelineLayout().rows) {
        const auto hit = hitTimeline(*m_snapshot, m_layout, {x, row.rect.center().y()});
        if (!hit || !hit->batch)
            continue;
        if (!found || m_selectedDevice == row.device)
            found = hit->batch;
    }
    setFollowed(found);
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

void TimelineView::updateDescription()
{
    if (!hasPicture()) {
        setAccessibleDescription(tr("No result yet."));
        return;
    }
    setAccessibleDescription(
        tr("%n rows, one per GPU; the step takes %1. W and S zoom, A and D pan, 0 shows all.", "",
           static_cast<int>(timelineRows(*m_snapshot).size()))
            .arg(textOf(core::figureOf(stop()))));
}

int TimelineView::itemCount() const
{
    return hasPicture() ? static_cast<int>(timelineRows(*m_snapshot).size()) : 0;
}

AccessibleItems::Item TimelineView::itemAt(int index) const
{
    const TimelineRow row = timelineRows(*m_snapshot)[static_cast<std::size_t>(index)];
    const core::DeviceMoment now = core::deviceMoment(*m_snapshot, row.device, m_moment);
    const double pitch = m_layout.contentHeight / std::max(1, m_layout.rowCount);
    const QRectF area(0, m_layout.rowsArea.top() + index * pitch - m_viewport.scroll, width(),
                      pitch);
    const QString figures = spokenFigures(*m_snapshot, row.device, m_moment);
    return {
        .name =
            QStringList{timelineLabel(row), spokenState(*m_snapshot, row.device, m_moment), figures}
                .join(QStringLiteral(", ")),
        .value = figures,
        .description = tr("from %1 to %2")
                           .arg(textOf(core::figureOf(core::Nanos{now.span.begin}, stop())),
                                textOf(core::figureOf(core::Nanos{now.span.end}, stop()))),
        .area = area.intersected(m_layout.rowsArea.adjusted(-m_layout.rowsArea.left(), 0, 0, 0)),
        .selected = m_selectedDevice && timelineRowOf(*m_snapshot, timelineRows(*m_snapshot),
                                                      *m_selectedDevice) == index};
}

void TimelineView::chooseItem(int index)
{
    Q_EMIT deviceClicked(timelineRows(*m_snapshot)[static_cast<std::size_t>(index)].device);
}

} // namespace ui
