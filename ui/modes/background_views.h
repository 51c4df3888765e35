// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace ui {

class LowerPane;
class TimelineView;

// What takes its views long is done on threads of their own: nothing waits for it.
void workInBackground(LowerPane &pane);
void searchInBackground(TimelineView &timeline);

} // namespace ui
