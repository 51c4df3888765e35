// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/spotlight_place.h"

#include "ui/modes/control_names.h"
#include "ui/views/scene/scene_view.h"

namespace ui {

namespace {

QRectF placeOfWidget(const QWidget &widget, const SpotlightPlaces &places)
{
    if (!widget.isVisibleTo(&places.mode))
        return {};
    return QRectF(QRect(widget.mapTo(&places.mode, QPoint()), widget.size()));
}

// Of a device, or of two with the link between them; the whole scene where it shows no cards.
QRectF placeInScene(const core::Spotlight &spotlight, const SpotlightPlaces &places)
{
    using Target = core::Spotlight::Target;
    const SceneView &scene = places.scene;
    const bool device = spotlight.target == Target::Device || spotlight.target == Target::Link;
    QRectF place = scene.rect();
    if (spotlight.target == Target::Batch && !scene.batchPlace().isEmpty())
        place = scene.batchPlace();
    if (device && spotlight.device < scene.itemCount())
        place = scene.itemAt(spotlight.device).area;
    if (spotlight.target == Target::Link && spotlight.toDevice < scene.itemCount())
        place |= scene.itemAt(spotlight.toDevice).area;
    return place.translated(scene.mapTo(&places.mode, QPoint()));
}

// The control, as far as it is in sight; all of them where the scenario does not have it.
QRectF placeOfControl(const core::Spotlight &spotlight, const SpotlightPlaces &places)
{
    const QRectF all = placeOfWidget(*places.controls, places);
    for (const QString &id : controlNames(spotlight.setting)) {
        const auto *control = places.controls->findChild<QWidget *>(id);
        if (control == nullptr || !control->isVisibleTo(places.controls))
            continue;
        const QRectF place = placeOfWidget(*control, places).intersected(all);
        return place.isEmpty() ? all : place;
    }
    return all;
}

} // namespace

QRectF placeOf(const core::Spotlight &spotlight, const SpotlightPlaces &places)
{
    using Target = core::Spotlight::Target;
    switch (spotlight.target) {
    case Target::Device:
    case Target::Link:
    case Target::Batch:
    case Target::Gradients:
        return placeInScene(spotlight, places);
    case Target::Headline:
        return placeOfWidget(places.headline, places);
    case Target::Timeline:
    case Target::Memory:
    case Target::Network:
        return placeOfWidget(places.lower, places);
    case Target::Control:
        return places.controls != nullptr ? placeOfControl(spotlight, places) : QRectF();
    case Target::Listing:
        break;
    }
    return {};
}

} // namespace ui
