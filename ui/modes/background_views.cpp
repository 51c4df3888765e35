// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/modes/background_views.h"

#include "ui/bridge/background_worker.h"
#include "ui/panels/lower_pane.h"
#include "ui/views/events/events_view.h"
#include "ui/views/timeline/timeline_view.h"

namespace ui {

void searchInBackground(TimelineView &timeline)
{
    TimelineSearch &search = timeline.search();
    search.setWorker(backgroundWorker(&timeline, [&search](double share) { search.tell(share); }));
    TimelinePath &path = timeline.path();
    path.setWorker(backgroundWorker(&timeline, [&path](double share) { path.tell(share); }));
}

void workInBackground(LowerPane &pane)
{
    searchInBackground(pane.timeline());
    QObject::connect(&pane, &LowerPane::viewMade, &pane, [](QWidget *view) {
        if (auto *events = qobject_cast<EventsView *>(view))
            events->setWorker(backgroundWorker(events));
    });
}

} // namespace ui
