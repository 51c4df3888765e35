// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/timeline/timeline_navigation.h"

#include <QGestureEvent>
#include <QKeyEvent>
#include <QWheelEvent>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double kWheelZoom = 1.25; // per notch
constexpr double kKeyZoom = 1.3;
constexpr double kTallestWish = 49;

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

// Rows higher or lower, with Ctrl. From the rows as they are: the first step is seen.
std::optional<TimelineViewport> withOtherRows(const TimelineLayout &layout, int key)
{
    if (key != Qt::Key_Up && key != Qt::Key_Down)
        return {};
    TimelineViewport viewport = layout.viewport;
    const double rows = std::max(1, layout.rowCount) * (layout.twoRuns ? 2 : 1);
    const double now = layout.contentHeight / rows / viewport.scale;
    viewport.shortestRow = std::clamp(now + (key == Qt::Key_Up ? 2 : -2),
                                      TimelineViewport().shortestRow, kTallestWish);
    return viewport;
}

} // namespace

TimelineViewport wheeled(const TimelineLayout &layout, const QWheelEvent &event)
{
    const TimelineViewport &viewport = layout.viewport;
    const QPoint turned = event.angleDelta();
    if (event.modifiers().testFlag(Qt::ShiftModifier) ||
        std::abs(turned.x()) > std::abs(turned.y())) {
        const int notches = turned.x() != 0 ? turned.x() : turned.y();
        return panned(viewport, -notches / 120.0 * viewport.body().width() / 10, layout.stop);
    }
    return zoomed(viewport, std::pow(kWheelZoom, turned.y() / 120.0), event.position().x(),
                  layout.stop);
}

std::optional<TimelineViewport> pinched(const TimelineLayout &layout, const QWidget &view,
                                        QEvent &event)
{
    if (event.type() == QEvent::NativeGesture) {
        const auto &native = static_cast<const QNativeGestureEvent &>(event);
        if (native.gestureType() != Qt::ZoomNativeGesture)
            return {};
        event.accept();
        return zoomed(layout.viewport, std::max(0.1, 1 + native.value()), native.position().x(),
                      layout.stop);
    }
    if (event.type() != QEvent::Gesture)
        return {};
    auto &gestures = static_cast<QGestureEvent &>(event);
    const auto *pinch = static_cast<QPinchGesture *>(gestures.gesture(Qt::PinchGesture));
    if (pinch == nullptr)
        return {};
    gestures.accept(Qt::PinchGesture);
    // What was under the fingers stays there, also when they move on together.
    const double now = view.mapFromGlobal(pinch->centerPoint()).x();
    const double before = view.mapFromGlobal(pinch->lastCenterPoint()).x();
    const TimelineViewport moved = panned(layout.viewport, before - now, layout.stop);
    return zoomed(moved, pinch->scaleFactor(), now, layout.stop);
}

bool isNavigationKey(const QKeyEvent &event)
{
    const int key = navigationKey(event);
    return key == Qt::Key_W || key == Qt::Key_A || key == Qt::Key_S || key == Qt::Key_D;
}

std::optional<TimelineViewport> keyed(const TimelineLayout &layout, const QKeyEvent &event,
                                      double centre)
{
    if (event.modifiers().testFlag(Qt::ControlModifier))
        return withOtherRows(layout, event.key());
    const TimelineViewport &viewport = layout.viewport;
    const double pan = viewport.body().width() * kPanShare;
    switch (navigationKey(event)) {
    case Qt::Key_W:
    case Qt::Key_Plus:
        return zoomed(viewport, kKeyZoom, centre, layout.stop);
    case Qt::Key_S:
    case Qt::Key_Minus:
        return zoomed(viewport, 1 / kKeyZoom, centre, layout.stop);
    case Qt::Key_A:
        return panned(viewport, -pan, layout.stop);
    case Qt::Key_D:
        return panned(viewport, pan, layout.stop);
    case Qt::Key_0:
        return fitted(viewport, layout.stop);
    default:
        return {};
    }
}

} // namespace ui
