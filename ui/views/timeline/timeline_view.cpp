// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_view.h"

#include "core/base/text.h"
#include "ui/paint/primitives.h"
#include "ui/views/timeline/timeline_navigation.h"
#include "ui/views/timeline/timeline_tips.h"
#include "ui/words/text_of.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ui {

TimelineView::TimelineView(QWidget *parent)
    : QWidget(parent), m_pointer(m_sheet, m_accents, this), m_scrollBar(Qt::Vertical, this)
{
    installAccessibleItems(); // before a name is given, which makes it known
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Timeline"));
    setWhatsThis(tr(
        "One row per GPU, time from left to right; hatched is idle. Drag moves the playhead, "
        "the wheel zooms, Shift+wheel pans, a double click shows all, Ctrl+drag measures; then Z "
        "zooms to what is measured, Backspace back. The "
        "dash-dot line is when the busiest GPU would be done if it never waited."));
    m_scrollBar.hide();
    connect(&m_scrollBar, &QScrollBar::valueChanged, this, [this](int value) {
        m_sheet.setScroll(value);
        update();
    });
    connect(&m_pointer, &TimelinePointer::scrubbed, this, &TimelineView::scrubbed);
    connect(&m_pointer, &TimelinePointer::deviceClicked, this, &TimelineView::deviceClicked);
    connect(&m_pointer, &TimelinePointer::followedChanged, this, &TimelineView::followedChanged);
    connect(&m_pointer, &TimelinePointer::allWanted, this, &TimelineView::fit);
    connect(&m_pointer, &TimelinePointer::pictureChanged, this, qOverload<>(&QWidget::update));
}

QSize TimelineView::sizeHint() const
{
    return {m_look.ipx(1000), m_look.ipx(190)};
}

QSize TimelineView::minimumSizeHint() const
{
    return {m_look.ipx(240), m_look.ipx(90)};
}

void TimelineView::setRuns(const core::RunPtr &predicted, const core::RunPtr &measured)
{
    m_sheet.setRuns(predicted, measured);
    m_pointer.forget();
    updateDescription();
    update();
}

void TimelineView::setMoment(core::Nanos moment)
{
    if (moment == m_accents.moment)
        return;
    const core::Nanos before = std::exchange(m_accents.moment, moment);
    if (!m_sheet.hasPicture())
        return;
    const TimelineViewport &view = viewport();
    // A zoomed-in view turns the page when the playhead leaves it.
    if (!m_pointer.isDragging() && !m_sheet.showsAll() &&
        (moment < view.begin || moment > view.end)) {
        const double x = view.xOf(moment) - view.body().left();
        setViewport(panned(view, x - view.body().width() / 10, m_sheet.stop()));
        return;
    }
    const auto area = m_sheet.movedArea(before, moment, m_accents.endBefore.has_value());
    area ? update(*area) : update();
}

void TimelineView::setLook(const Look &look)
{
    m_look = look;
    m_sheet.setLook(look);
    m_pointer.setLook(look);
    m_scrollBar.setLook(look);
    updateGeometry();
    update();
}

int TimelineView::rowOfSelected() const
{
    if (!m_accents.selectedDevice || !m_sheet.hasPicture())
        return -1;
    const core::RunView run = m_sheet.runs().first;
    if (*m_accents.selectedDevice >= run.deviceCount())
        return -1;
    return timelineRowOf(run, timelineRows(run), *m_accents.selectedDevice);
}

void TimelineView::setSelectedDevice(std::optional<int> device)
{
    if (device == m_accents.selectedDevice)
        return;
    m_accents.selectedDevice = device;
    showSelectedRow();
    if (const int row = rowOfSelected(); row >= 0)
        announceItem(this, row);
    m_sheet.invalidate();
    update();
}

void TimelineView::showSelectedRow()
{
    const int row = m_scrollBar.isVisible() ? rowOfSelected() : -1;
    if (row < 0)
        return;
    const TimelineLayout &layout = m_sheet.lastLayout();
    const double pitch = layout.contentHeight / std::max(1, layout.rowCount);
    const double top = row * pitch;
    const double area = layout.rowsArea.height();
    if (top < viewport().scroll)
        m_scrollBar.setValue(static_cast<int>(std::floor(top)));
    else if (top + pitch > viewport().scroll + area)
        m_scrollBar.setValue(static_cast<int>(std::ceil(top + pitch - area)));
}

void TimelineView::fit()
{
    m_sheet.jumpTo(fitted(viewport(), m_sheet.stop()));
    update();
}

void TimelineView::zoomToMeasure()
{
    if (m_accents.measure && m_sheet.hasPicture())
        m_sheet.jumpTo(zoomedTo(viewport(), m_accents.measure->interval()));
    update();
}

void TimelineView::zoomBack()
{
    m_sheet.jumpBack();
    update();
}

double TimelineView::zoomCentre() const
{
    const std::optional<QPointF> pointer = m_pointer.position();
    if (pointer && viewport().body().contains(*pointer))
        return pointer->x();
    return viewport().xOf(std::clamp(m_accents.moment, viewport().begin, viewport().end));
}

void TimelineView::zoom(double factor)
{
    if (m_sheet.hasPicture())
        setViewport(zoomed(viewport(), factor, zoomCentre(), m_sheet.stop()));
}

void TimelineView::setViewport(const TimelineViewport &viewport)
{
    m_sheet.setViewport(viewport);
    update();
}

const TimelineLayout &TimelineView::timelineLayout()
{
    m_sheet.setSurface(size(), devicePixelRatioF());
    const TimelineLayout &layout = m_sheet.layout();
    updateScrollBar();
    return layout;
}

void TimelineView::setOptions(const TimelineOptions &options)
{
    m_sheet.setOptions(options);
    update();
}

void TimelineView::updateScrollBar()
{
    const TimelineLayout &layout = m_sheet.lastLayout();
    const QRectF area = layout.rowsArea;
    const int hidden =
        std::max(0, static_cast<int>(std::ceil(layout.contentHeight - area.height())));
    const QSignalBlocker blocker(m_scrollBar);
    m_scrollBar.setRange(0, hidden);
    m_scrollBar.setPageStep(static_cast<int>(area.height()));
    m_scrollBar.setSingleStep(static_cast<int>(layout.rowHeight));
    m_scrollBar.setValue(static_cast<int>(viewport().scroll));
    const int width = m_look.ipx(10);
    m_scrollBar.setGeometry(this->width() - width - m_look.ipx(2), static_cast<int>(area.top()),
                            width, static_cast<int>(area.height()));
    m_scrollBar.setVisible(hidden > 0);
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    if (!m_sheet.hasPicture()) {
        painter.fillRect(rect(), m_look.theme.surface);
        painter.setFont(m_look.font(TextRole::Control));
        painter.setPen(m_look.theme.text2);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         m_sheet.isTooLarge() ? tr("Nothing to show yet: the model does not fit.")
                                              : tr("The timeline appears with the first result."));
        return;
    }
    m_sheet.setSurface(size(), devicePixelRatioF());
    m_sheet.paint(painter, m_accents);
    updateScrollBar();
    if (m_keyboardFocus && m_look.interactive)
        drawRounded(painter, QRectF(rect()).adjusted(2, 2, -2, -2), m_look.px(6), {},
                    m_look.theme.accent, m_look.px(2));
}

void TimelineView::setEndBefore(std::optional<core::Nanos> end)
{
    m_accents.endBefore = end;
    update();
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    m_sheet.setSurface(size(), devicePixelRatioF());
    update();
}

void TimelineView::updateDescription()
{
    if (!m_sheet.hasPicture()) {
        setAccessibleDescription(tr("No result yet."));
        return;
    }
    setAccessibleDescription(
        tr("%n rows, one per GPU; the step takes %1. W and S zoom, A and D pan, 0 shows all.", "",
           itemCount())
            .arg(textOf(core::figureOf(m_sheet.stop()).text())));
}

int TimelineView::itemCount() const
{
    return m_sheet.hasPicture() ? static_cast<int>(timelineRows(m_sheet.runs().first).size()) : 0;
}

AccessibleItems::Item TimelineView::itemAt(int index) const
{
    const core::RunView run = m_sheet.runs().first;
    Item item = timelineItem(run, timelineRows(run)[static_cast<std::size_t>(index)], moment());
    const TimelineLayout &layout = m_sheet.lastLayout();
    const double pitch = layout.contentHeight / std::max(1, layout.rowCount);
    const QRectF area(0, layout.rowsArea.top() + index * pitch - viewport().scroll, width(), pitch);
    item.area = area.intersected(layout.rowsArea.adjusted(-layout.rowsArea.left(), 0, 0, 0));
    item.selected = rowOfSelected() == index;
    return item;
}

void TimelineView::chooseItem(int index)
{
    Q_EMIT deviceClicked(
        timelineRows(m_sheet.runs().first)[static_cast<std::size_t>(index)].device);
}

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
    const QString tip = !m_pointer.isDragging() ? tipAt(help->pos()) : QString();
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), tip, this);
    return true;
}

void TimelineView::toggleFollow()
{
    m_pointer.toggleFollow();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    m_pointer.press(*event);
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer.move(*event);
    if (m_sheet.hasPicture() && !m_pointer.isDragging())
        setCursor(m_pointer.isOverLabels(event->position()) ? Qt::PointingHandCursor
                                                            : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *)
{
    m_pointer.release();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_pointer.doubleClick(*event);
}

void TimelineView::leaveEvent(QEvent *)
{
    m_pointer.leave();
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
    if (plain && event->key() == Qt::Key_Z) {
        zoomToMeasure();
    } else if (plain && event->key() == Qt::Key_Backspace) {
        zoomBack();
    } else if (plain && event->key() == Qt::Key_PageUp) {
        m_scrollBar.triggerAction(QScrollBar::SliderPageStepSub);
    } else if (plain && event->key() == Qt::Key_PageDown) {
        m_scrollBar.triggerAction(QScrollBar::SliderPageStepAdd);
    } else if (!plain || event->key() != Qt::Key_Escape || !m_pointer.letGo()) {
        QWidget::keyPressEvent(event);
    }
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
