// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/editor_session.h"

#include <QString>

namespace ui {

// "forward 4", "weights 4 of stage 2"; the stage is named where a GPU holds several.
[[nodiscard]] QString visitName(const core::ScheduleOrder &order, const core::Action &action);
// "12" or "12.5"
[[nodiscard]] QString slotsText(const EditorSession &session, std::int64_t ticks);
// "Stage 2 cannot start backward 4 in slot 17."
[[nodiscard]] QString refusalTitle(const EditorSession &session);
// "B_BEFORE_F", as the checker of files calls it; empty: it is no error of the order.
[[nodiscard]] QString refusalClass(const EditorSession &session);
[[nodiscard]] QString refusalReason(const EditorSession &session);
// "29 visits are left; the dashed ones can be placed now"
[[nodiscard]] QString progressText(const EditorSession &session);
// What a screen reader says of a visit.
[[nodiscard]] QString visitText(const EditorSession &session, core::VisitPlace place);
// The name of a row.
[[nodiscard]] QString rankName(const core::ScheduleOrder &order, int rank);

} // namespace ui
