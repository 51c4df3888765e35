// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/spotlight.h"

#include <QRectF>

class QWidget;

namespace ui {

class SceneView;

// The parts of a mode that a lesson may point at.
struct SpotlightPlaces
{
    const QWidget &mode;
    const SceneView &scene;
    const QWidget &headline;
    const QWidget &lower;    // timeline and charts
    const QWidget *controls; // null: there are none
};

// Where it is, in the mode; empty: it is not in sight.
[[nodiscard]] QRectF placeOf(const core::Spotlight &spotlight, const SpotlightPlaces &places);

} // namespace ui
