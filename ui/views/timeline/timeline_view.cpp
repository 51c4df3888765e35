// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_view.h"

#include "ui/paint/primitives.h"
#include "ui/views/timeline/timeline_navigation.h"
#include "ui/views/timeline/timeline_tips.h"

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

namespace {

// In place of a picture.
void paintWords(QPainter &painter, const QRect &rect, const Look &look, const QString &words)
{
    painter.fillRect(rect, look.theme.surface);
    painter.setFont(look.font(TextRole::Control));
    painter.setPen(look.theme.text2);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextWordWrap, words);
}

void showTip(TimelineView &view, const QPoint &at, const QString &tip)
{
    if (tip.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(at, tip, &view);
}

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QWidget(parent), TimelineItems(m_sheet, m_accents), m_selection(m_sheet, m_accents, this),
      m_pointer(m_sheet, m_accents, m_selection, this), m_scroll(m_sheet, this),
      m_navigator(m_sheet, m_accents, m_pointer, this), m_rows(m_sheet, this),
      m_search(m_sheet, m_accents, this)
{
    installAccessibleItems(); // before a name is given, which makes it known
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Timeline"));
    setWhatsThis(tr(
        "One row per GPU, time from left to right; hatched is idle. Drag moves the playhead, "
        "the wheel zooms, Shift+wheel pans, a double click shows all; Ctrl+drag measures, "
        "Shift+drag selects GPUs and time and says what they did; Z zooms there, Backspace back. "
        "The dash-dot line is when the busiest GPU would be done at full speed, never waiting."));
    setContextMenuPolicy(Qt::PreventContextMenu); // the right button pans if it is dragged
    grabGesture(Qt::PinchGesture);
    connectParts();
}

void TimelineView::connectParts()
{
    connect(&m_scroll, &RowScroll::scrolled, this, &TimelineView::refresh);
    connect(&m_pointer, &TimelinePointer::scrubbed, this, &TimelineView::scrubbed);
    connect(&m_pointer, &TimelinePointer::deviceClicked, this, &TimelineView::deviceClicked);
    connect(&m_pointer, &TimelinePointer::followedChanged, this, &TimelineView::followedChanged);
    connect(&m_pointer, &TimelinePointer::allWanted, this, &TimelineView::fit);
    connect(&m_pointer, &TimelinePointer::pictureChanged, this, qOverload<>(&QWidget::update));
    connect(&m_pointer, &TimelinePointer::areaChanged, this,
            qOverload<const QRegion &>(&QWidget::update));
    connect(&m_pointer, &TimelinePointer::panWanted, this, [this](const QPointF &by) {
        m_scroll.movePixels(by.y());
        m_navigator.pan(by.x());
    });
    connect(&m_pointer, &TimelinePointer::menuWanted, this, &TimelineView::menuWanted);
    connect(&m_pointer, &TimelinePointer::groupClicked, &m_rows, &RowArranger::toggleGroup);
    connect(&m_rows, &RowArranger::arranged, this, [this] {
        m_selection.clear(); // its rows are others now
        refresh();
    });
    connect(&m_search, &TimelineSearch::pictureChanged, this, qOverload<>(&QWidget::update));
    connect(&m_search, &TimelineSearch::rowWanted, &m_scroll, &RowScroll::showRow);
    connect(&m_search, &TimelineSearch::viewWanted, this, [this](const TimelineViewport &next) {
        m_navigator.goTo(next, ViewHistory::Change::Jump);
    });
    connect(&m_search, &TimelineSearch::marksChanged, this, &TimelineView::marksChanged);
    connect(&m_sheet.path(), &TimelinePath::changed, this, [this] {
        m_sheet.refreshMarks();
        Q_EMIT readoutChanged();
        update();
    });
    connect(&m_pointer, &TimelinePointer::zoomWanted, &m_navigator, &TimelineNavigator::zoomTo);
    connect(&m_navigator, &TimelineNavigator::moved, this, &TimelineView::refresh);
    connect(&m_selection, &TimelineSelection::pictureChanged, this, qOverload<>(&QWidget::update));
    connect(&m_selection, &TimelineSelection::zoomWanted, &m_navigator,
            &TimelineNavigator::zoomToSelection);
}

void TimelineView::setRuns(const core::RunPtr &predicted, const core::RunPtr &measured)
{
    m_sheet.setRuns(predicted, measured);
    m_pointer.forget();
    m_search.refresh();
    setAccessibleDescription(description());
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
        m_navigator.turnPage(moment);
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
    m_selection.setLook(look);
    m_search.setLook(look);
    m_scroll.setLook(look);
    updateGeometry();
    update();
}

void TimelineView::setSelectedDevice(std::optional<int> device)
{
    if (device == m_accents.selectedDevice)
        return;
    m_accents.selectedDevice = device;
    m_scroll.showRow(unitOfSelected());
    if (const int row = rowOfSelected(); row >= 0)
        announceItem(this, row);
    m_sheet.invalidate();
    update();
}

void TimelineView::refresh()
{
    moveOnScreen(*this, m_sheet.follow(m_accents));
    m_selection.place();
    m_search.place();
}

void TimelineView::pinRow()
{
    if (const std::optional<int> device = m_pointer.deviceMeant())
        m_rows.togglePin(*device);
}

bool TimelineView::letGo()
{
    return m_search.close() || m_pointer.letGo();
}

const TimelineLayout &TimelineView::timelineLayout()
{
    (void)timelineFrame();
    return m_sheet.layout();
}

const TimelineLayout &TimelineView::timelineFrame()
{
    m_sheet.setSurface(size(), devicePixelRatioF());
    const TimelineLayout &frame = m_sheet.frame();
    m_scroll.update();
    return frame;
}

void TimelineView::setOptions(const TimelineOptions &options)
{
    m_sheet.setOptions(options);
    update();
}

void TimelineView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setClipRegion(event->region());
    if (!m_sheet.hasPicture()) {
        paintWords(painter, rect(), m_look,
                   m_sheet.isTooLarge() ? tr("Nothing to show yet: the model does not fit.")
                                        : tr("The timeline appears with the first result."));
        return;
    }
    m_sheet.setSurface(size(), devicePixelRatioF());
    m_sheet.paint(painter, m_accents);
    m_scroll.update();
    if (m_keyboardFocus && m_look.interactive)
        drawRounded(painter, QRectF(rect()).adjusted(2, 2, -2, -2), m_look.px(6), {},
                    m_look.theme.accent, m_look.px(2));
}

void TimelineView::setEndBefore(std::optional<core::Nanos> end)
{
    m_accents.endBefore = end;
    update();
}

void TimelineView::setAxisEnd(core::Nanos end)
{
    m_sheet.setAxisEnd(end);
    update();
}

void TimelineView::setEnd(const std::optional<TimelineEnd> &end)
{
    m_accents.end = end;
    update();
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    m_sheet.setSurface(size(), devicePixelRatioF());
    refresh();
}

void TimelineView::chooseItem(int index)
{
    Q_EMIT deviceClicked(deviceOf(index));
}

QString TimelineView::tipAt(const QPointF &position)
{
    return m_sheet.hasPicture() ? timelineTip(m_sheet.runs(), timelineFrame(), position)
                                : QString();
}

bool TimelineView::event(QEvent *event)
{
    const bool gesture = event->type() == QEvent::Gesture || event->type() == QEvent::NativeGesture;
    if (gesture && m_sheet.hasPicture()) {
        if (const auto viewport = pinched(timelineFrame(), *this, *event)) {
            m_navigator.goTo(*viewport, ViewHistory::Change::Movement);
            return true;
        }
    }
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString tip = !m_pointer.isDragging() ? tipAt(help->pos()) : QString();
    showTip(*this, help->globalPos(), tip);
    return true;
}

void TimelineView::toggleFollow()
{
    m_pointer.toggleFollow();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::BackButton)
        goBack();
    else if (event->button() == Qt::ForwardButton)
        goForward();
    else
        m_pointer.press(*event);
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    m_pointer.move(*event);
    if (m_sheet.hasPicture() && !m_pointer.isDragging())
        setCursor(m_pointer.isOverLabels(event->position()) ? Qt::PointingHandCursor
                  : m_pointer.isOverSide(event->position()) ? Qt::SizeHorCursor
                                                            : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *event)
{
    m_pointer.release(*event);
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
    if (event->position().x() < viewport().body().left() && m_scroll.isNeeded()) {
        m_scroll.turn(event->angleDelta().y());
        return;
    }
    const TimelineViewport before = viewport();
    m_navigator.goTo(wheeled(timelineFrame(), *event), ViewHistory::Change::Movement);
    // At the end of the zoom the page scrolls on, where it does not fit the window.
    event->setAccepted(before.begin != viewport().begin || before.end != viewport().end);
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (!m_sheet.hasPicture() || event->modifiers().testFlag(Qt::AltModifier) || !takeKey(*event))
        QWidget::keyPressEvent(event);
}

bool TimelineView::takeKey(const QKeyEvent &event)
{
    if (m_selection.takeKey(event, unitOfSelected()))
        return true;
    if (const auto viewport = keyed(timelineFrame(), event, m_navigator.zoomCentre())) {
        m_navigator.goTo(*viewport, ViewHistory::Change::Movement);
        return true;
    }
    if (event.modifiers().testFlag(Qt::ControlModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_Z:
        m_navigator.zoomToSelection();
        return true;
    case Qt::Key_Backspace:
        goBack();
        return true;
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        m_scroll.page(event.key() == Qt::Key_PageUp ? -1 : 1);
        return true;
    case Qt::Key_Menu:
        Q_EMIT menuWanted(rect().center()); // of the selected GPU
        return true;
    case Qt::Key_Escape:
        return letGo();
    default:
        return false;
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
