// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_layout.h"

#include <optional>

class QEvent;
class QKeyEvent;
class QWheelEvent;
class QWidget;

namespace ui {

// Where wheel and keys take the view of a step: pure functions of what is shown.

constexpr double kPanShare = 0.15; // of the width, per key

// The viewport after the wheel: zoom at the pointer; with Shift, or sideways, along the step.
[[nodiscard]] TimelineViewport wheeled(const TimelineLayout &layout, const QWheelEvent &event);
// Whether it is one of W, S, A and D, by its place on the keyboard.
[[nodiscard]] bool isNavigationKey(const QKeyEvent &event);
// After two fingers on a screen or a pad; nothing: it is no such event. Accepts what it takes.
[[nodiscard]] std::optional<TimelineViewport> pinched(const TimelineLayout &layout,
                                                      const QWidget &view, QEvent &event);
// After W, S, A, D, +, -, 0 or Ctrl with an arrow; nothing: the key means something else. A zoom
// keeps the time at centre in its place.
[[nodiscard]] std::optional<TimelineViewport> keyed(const TimelineLayout &layout,
                                                    const QKeyEvent &event, double centre);

} // namespace ui
