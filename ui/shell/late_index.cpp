// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/late_index.h"

#include "ui/bridge/simulation_bridge.h"
#include "ui/views/scene/scene_view.h"
#include "ui/views/timeline/minimap_view.h"
#include "ui/views/timeline/timeline_view.h"

#include <QApplication>

namespace ui {

void followIndex(SimulationBridge &simulation)
{
    QObject::connect(&simulation, &SimulationBridge::indexMade, &simulation, [] {
        for (QWidget *widget : QApplication::allWidgets()) {
            if (auto *timeline = qobject_cast<TimelineView *>(widget))
                timeline->renew();
            else if (auto *minimap = qobject_cast<MinimapView *>(widget))
                minimap->renew();
            else if (qobject_cast<SceneView *>(widget) != nullptr)
                widget->update();
        }
    });
}

} // namespace ui
