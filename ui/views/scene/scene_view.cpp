// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/scene/scene_view.h"

#include "ui/paint/primitives.h"
#include "ui/paint/scene/scene_key_painter.h"
#include "ui/paint/scene/scene_painter.h"
#include "ui/words/scene_description.h"
#include "ui/words/scene_inspector.h"

#include <QContextMenuEvent>
#include <QGestureEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cstdlib>

namespace ui {

namespace {

constexpr double kScrollBarRoom = 14; // logical pixels

// From a node or a group of partners to the same place in the next one.
int perFrame(const SceneLayout &layout)
{
    return layout.tiles.empty() ? layout.columns : layout.tiles.front().cardCount;
}

// How many cards a key moves the selection by; 0: it is another key.
int stepOfKey(int key, const SceneLayout &layout)
{
    switch (key) {
    case Qt::Key_Up:
        return -1;
    case Qt::Key_Down:
        return 1;
    case Qt::Key_PageUp:
        return -perFrame(layout);
    case Qt::Key_PageDown:
        return perFrame(layout);
    default:
        return 0;
    }
}

} // namespace

SceneView::SceneView(QWidget *parent) : QWidget(parent), m_colours(this), m_scrollBar(this)
{
    installAccessibleItems(); // before a name is given, which makes it known
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Flow scene"));
    setWhatsThis(tr("What every GPU is doing, and the data between them. Circles are activations, "
                    "diamonds gradients, squares chunks of a collective. Click selects a GPU, "
                    "double click opens it, the right button slows it or breaks a link."));
    grabGesture(Qt::PinchGesture);
    connect(&m_colours, &ColourChoiceRow::changed, this, qOverload<>(&QWidget::update));
    connect(&m_scrollBar, &QScrollBar::valueChanged, this, [this] {
        m_still.clear();
        update();
    });
}

QSize SceneView::sizeHint() const
{
    return QSize(m_look.ipx(996), m_look.ipx(277));
}

QSize SceneView::minimumSizeHint() const
{
    return QSize(m_look.ipx(420), m_look.ipx(190));
}

void SceneView::setSnapshot(const core::SnapshotPtr &snapshot)
{
    m_snapshot = snapshot;
    if (m_selected && (!snapshot || *m_selected >= snapshot->deviceCount()))
        m_selected.reset();
    m_hovered.reset(); // its cell may be another's now
    invalidate();
}

void SceneView::setMoment(core::Nanos moment)
{
    m_moment = moment;
    update();
}

void SceneView::setLook(const Look &look)
{
    m_look = look;
    m_scrollBar.setLook(look);
    m_colours.setLook(look);
    updateGeometry();
    invalidate();
}

void SceneView::setSelectedDevice(std::optional<int> device)
{
    const bool other = device != m_selected;
    m_selected = device;
    showSelected();
    const CardGeometry *card = device ? cardOf(m_layout, *device) : nullptr;
    if (other && card != nullptr)
        announceItem(this, static_cast<int>(card - m_layout.cards.data()));
    update();
}

void SceneView::setDetail(std::optional<CardDetail> detail)
{
    m_detail = detail;
    invalidate();
    showSelected();
}

// The level that fits lies in the middle: there the choice goes back to the window.
void SceneView::changeDetail(int by)
{
    if (!m_snapshot)
        return;
    const int least = static_cast<int>(CardDetail::Cell);
    const int wanted = std::clamp(static_cast<int>(m_layout.detail) - by, 0, least);
    const CardDetail fits = layoutScene(*m_snapshot, size(), m_look.scale, {}, m_extent).detail;
    if (wanted == static_cast<int>(fits))
        setDetail({});
    else if (wanted < least) // cells are for when nothing else fits
        setDetail(static_cast<CardDetail>(wanted));
}

void SceneView::invalidate()
{
    m_still.clear();
    // Where the cards are must always agree with the snapshot, painted or not.
    m_layout = {};
    if (m_snapshot)
        m_layout = layoutScene(*m_snapshot, size(), m_look.scale, m_detail, m_extent);
    if (m_layout.size.height() > height()) { // room for the scroll bar
        const QSizeF room(width() - m_look.ipx(kScrollBarRoom), height());
        m_layout = layoutScene(*m_snapshot, room, m_look.scale, m_detail, m_extent);
    }
    m_scrollBar.setContentHeight(m_layout.size.height(), m_look);
    m_colours.placeIn(m_layout.colourChoice);
    if (m_colours.isVisibleTo(this)) // in other languages it is wider
        m_layout.header.setRight(m_colours.x() - m_look.px(10));
    update();
}

void SceneView::showSelected()
{
    if (const CardGeometry *card = m_selected ? cardOf(m_layout, *m_selected) : nullptr)
        m_scrollBar.reveal(card->card, m_look);
}

QPointF SceneView::inScene(QPointF position) const
{
    return position + QPointF(0, m_scrollBar.value());
}

int SceneView::itemCount() const
{
    return static_cast<int>(m_layout.cards.size());
}

AccessibleItems::Item SceneView::itemAt(int index) const
{
    const CardGeometry &card = m_layout.cards[static_cast<std::size_t>(index)];
    const SpokenCard words = spokenCard(*m_snapshot, m_layout, card, m_moment);
    return {.name = words.name,
            .value = m_tells ? words.figures : QString(),
            .description = m_tells ? words.description : QString(),
            .area = card.card.translated(0, -m_scrollBar.value()),
            .selected = m_selected && cardOf(m_layout, *m_selected) == &card};
}

void SceneView::chooseItem(int index)
{
    select(m_layout.cards[static_cast<std::size_t>(index)].device);
}

QString SceneView::tipAt(QPointF position) const
{
    if (!m_snapshot || !m_tells)
        return {};
    return tipInScene(*m_snapshot, m_layout, inScene(position), m_moment, m_colours.colourBy(),
                      m_hovered ? m_hovered : m_selected);
}

QString SceneView::describe() const
{
    return m_snapshot ? sceneDescription(*m_snapshot, m_layout, m_moment) : QString();
}

void SceneView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    invalidate();
}

void SceneView::paintStillPart(QPainter &painter) const
{
    paintSceneGround(painter, rect(), m_extent, m_look);
    painter.save();
    if (m_scrollBar.scrolls())
        painter.setClipRect(scrolledArea(), Qt::IntersectClip);
    painter.translate(0, -m_scrollBar.value());
    paintStillScene(painter, *m_snapshot, m_layout, m_look);
    painter.restore();
    if (m_colours.isVisibleTo(this))
        m_colours.paintLabel(painter, sceneTitleEnd(*m_snapshot, m_layout, m_look), m_look);
}

// Within the outline of the scene, so that what scrolls does not cover it.
QRectF SceneView::scrolledArea() const
{
    return QRectF(rect()).adjusted(m_look.px(2), m_look.px(3), -m_look.px(2), -m_look.px(5));
}

void SceneView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (!m_snapshot) {
        paintSceneGround(painter, rect(), m_extent, m_look);
        return;
    }
    m_still.paint(painter, *this, [this](QPainter &still) { paintStillPart(still); });
    SceneOptions options = {.selectedDevice = m_selected,
                            .focusedDevice = {},
                            .hoveredDevice = m_hovered,
                            .colourBy = m_colours.colourBy(),
                            .tells = m_tells};
    if (hasFocus() && m_showsFocus && m_look.interactive)
        options.focusedDevice = m_selected.value_or(m_layout.cards.front().device);
    if (m_scrollBar.scrolls())
        painter.setClipRect(scrolledArea(), Qt::IntersectClip);
    painter.translate(0, -m_scrollBar.value());
    paintMovingScene(painter, *m_snapshot, m_layout, m_moment, m_look, options);
}

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
            changeDetailBy(m_detailSteps.byPinch(1 + gesture->value()));
            return true;
        }
    }
    if (event->type() == QEvent::Gesture) { // of a touch screen
        const auto *gestures = static_cast<QGestureEvent *>(event);
        if (const QGesture *gesture = gestures->gesture(Qt::PinchGesture)) {
            const auto *pinch = static_cast<const QPinchGesture *>(gesture);
            changeDetailBy(m_detailSteps.byPinch(pinch->scaleFactor()));
            return true;
        }
    }
    return QWidget::event(event);
}

void SceneView::select(std::optional<int> device)
{
    setSelectedDevice(device);
    Q_EMIT deviceSelected(m_selected);
}

void SceneView::mousePressEvent(QMouseEvent *event)
{
    if (!m_snapshot || event->button() != Qt::LeftButton)
        return;
    const QPointF point = inScene(event->position());
    if (m_layout.inspector.contains(point)) {
        const int shown =
            inspectedDevice(*m_snapshot, m_layout, m_hovered ? m_hovered : m_selected);
        if (const std::optional<int> device =
                inspectorDeviceAt(placeInspector(*m_snapshot, m_layout, shown, m_look), point))
            select(device);
        return; // beside its rows the panel keeps what it shows
    }
    const CardGeometry *card = cardAt(m_layout, point);
    select(card && m_selected != card->device ? std::optional(card->device) : std::nullopt);
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
    if (card == nullptr)
        return setDetail({});
    select(card->device);
    Q_EMIT deviceActivated(card->device);
}

void SceneView::changeDetailBy(int steps)
{
    for (int i = 0; i < std::abs(steps); ++i)
        changeDetail(steps > 0 ? 1 : -1);
}

void SceneView::wheelEvent(QWheelEvent *event)
{
    const int turned = event->angleDelta().y();
    const bool zooms = event->modifiers().testFlag(Qt::ControlModifier);
    if (zooms)
        changeDetailBy(m_detailSteps.byWheel(turned));
    else if (m_scrollBar.isVisible())
        m_scrollBar.turn(turned, m_look);
    event->setAccepted(zooms || m_scrollBar.isVisible());
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
    } else if (const LinkGeometry *link = linkAt(m_layout, position)) {
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
    select(m_layout.cards[static_cast<std::size_t>(index)].device);
}

void SceneView::keyPressEvent(QKeyEvent *event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (const int step = stepOfKey(event->key(), m_layout); step != 0)
        moveSelection(step);
    else if (!enters)
        QWidget::keyPressEvent(event);
    else if (m_selected)
        Q_EMIT deviceActivated(*m_selected);
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
