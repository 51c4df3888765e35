// SPDX-License-Identifier: GPL-3.0-or-later
// Mouse, wheel, touch and key input of the flow scene.
#include "ui/views/scene/scene_view.h"

#include "ui/paint/scene/scene_painter.h"
#include "ui/words/scene_inspector.h"

#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>

namespace ui {

namespace {

constexpr double kScrollPerNotch = 80; // logical pixels
constexpr int kNotch = 120;            // of a wheel, in eighths of a degree
constexpr double kPinchStep = 1.3;

} // namespace

bool SceneView::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
        return true;
    }
    if (event->type() == QEvent::NativeGesture) { // of a touchpad
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            pinch(1 + gesture->value());
            return true;
        }
    }
    if (event->type() == QEvent::Gesture) { // of a touch screen
        const auto *gestures = static_cast<QGestureEvent *>(event);
        if (const QGesture *gesture = gestures->gesture(Qt::PinchGesture)) {
            pinch(static_cast<const QPinchGesture *>(gesture)->scaleFactor());
            return true;
        }
    }
    return QWidget::event(event);
}

void SceneView::mousePressEvent(QMouseEvent *event)
{
    if (!m_snapshot || event->button() != Qt::LeftButton)
        return;
    if (m_layout.inspector.contains(inScene(event->position()))) {
        if (const std::optional<int> device = deviceInPanel(event->position())) {
            setSelectedDevice(device);
            Q_EMIT deviceSelected(m_selected);
        }
        return; // beside its rows the panel keeps what it shows
    }
    const CardGeometry *card = cardAt(m_layout, inScene(event->position()));
    setSelectedDevice(card && m_selected != card->device ? std::optional(card->device)
                                                         : std::nullopt);
    Q_EMIT deviceSelected(m_selected);
}

std::optional<int> SceneView::deviceInPanel(QPointF position) const
{
    const int shown = inspectedDevice(*m_snapshot, m_layout, m_hovered ? m_hovered : m_selected);
    return inspectorDeviceAt(placeInspector(*m_snapshot, m_layout, shown, m_look),
                             inScene(position));
}

void SceneView::mouseMoveEvent(QMouseEvent *event)
{
    const CardGeometry *cell =
        m_layout.inspector.isEmpty() ? nullptr : cellAt(m_layout, inScene(event->position()));
    setHovered(cell ? std::optional(cell->device) : std::nullopt);
}

void SceneView::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    setHovered({});
}

void SceneView::setHovered(std::optional<int> device)
{
    if (device == m_hovered)
        return;
    m_hovered = device;
    update();
}

void SceneView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!m_snapshot || m_layout.inspector.contains(inScene(event->position())))
        return;
    const CardGeometry *card = cardAt(m_layout, inScene(event->position()));
    if (card == nullptr) {
        setDetail({});
        return;
    }
    setSelectedDevice(card->device);
    Q_EMIT deviceSelected(m_selected);
    Q_EMIT deviceActivated(card->device);
}

void SceneView::wheelEvent(QWheelEvent *event)
{
    const int turned = event->angleDelta().y();
    if (event->modifiers() & Qt::ControlModifier) {
        // One notch is one step; a touchpad gathers many small turns into one.
        m_wheel += turned;
        const int steps = m_wheel / kNotch;
        m_wheel -= steps * kNotch;
        for (int i = 0; i < std::abs(steps); ++i)
            changeDetail(steps > 0 ? 1 : -1);
    } else if (m_scrollBar.isVisible()) {
        m_scrollBar.setValue(m_scrollBar.value() - turned * m_look.ipx(kScrollPerNotch) / kNotch);
    } else {
        event->ignore();
        return;
    }
    event->accept();
}

void SceneView::pinch(double factor)
{
    m_pinched *= factor;
    if (m_pinched < kPinchStep && m_pinched > 1 / kPinchStep)
        return;
    changeDetail(m_pinched > 1 ? 1 : -1);
    m_pinched = 1;
}

void SceneView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!m_snapshot || m_layout.cards.empty())
        return;
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPointF position = inScene(QPointF(event->pos()));
    const CardGeometry *card =
        byKey ? cardOf(m_layout, m_selected.value_or(0)) : cardAt(m_layout, position);
    if (card != nullptr) {
        const QPointF middle = card->card.center() - inScene({});
        Q_EMIT deviceMenuRequested(card->device,
                                   byKey ? mapToGlobal(middle.toPoint()) : event->globalPos());
    } else if (const LinkGeometry *link = linkAt(position)) {
        Q_EMIT linkMenuRequested(link->fromDevice, link->toDevice, event->globalPos());
    }
}

void SceneView::moveSelection(int by)
{
    if (!m_snapshot || m_layout.cards.empty())
        return;
    const auto count = static_cast<int>(m_layout.cards.size());
    int index = 0;
    if (m_selected) {
        const CardGeometry *card = cardOf(m_layout, *m_selected);
        index = card ? static_cast<int>(card - m_layout.cards.data()) + by : 0;
    }
    index = std::clamp(index, 0, count - 1);
    m_showsFocus = true;
    setSelectedDevice(m_layout.cards[static_cast<std::size_t>(index)].device);
    Q_EMIT deviceSelected(m_selected);
}

// From a node or a group of partners to the same place in the next one.
int SceneView::perFrame() const
{
    return m_layout.tiles.empty() ? m_layout.columns : m_layout.tiles.front().cardCount;
}

void SceneView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        moveSelection(-1);
        return;
    case Qt::Key_Down:
        moveSelection(1);
        return;
    case Qt::Key_PageUp:
        moveSelection(-perFrame());
        return;
    case Qt::Key_PageDown:
        moveSelection(perFrame());
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_selected)
            Q_EMIT deviceActivated(*m_selected);
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void SceneView::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    const Qt::FocusReason reason = event->reason();
    m_showsFocus = reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason ||
                   reason == Qt::ShortcutFocusReason;
    update();
}

void SceneView::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

} // namespace ui
