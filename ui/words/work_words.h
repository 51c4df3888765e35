// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/trace.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/words/scene_texts.h"

#include <QString>

namespace ui {

// What a span is called, by its kind: in a sentence, "full backward";
[[nodiscard]] QString spanName(core::SpanKind kind);
// in a cell, "B (full)", and where that has no room, "B full"; empty: it has no letter;
[[nodiscard]] QString spanLetter(core::SpanKind kind);
[[nodiscard]] QString shortSpanLetter(core::SpanKind kind);
// on the card of a device, in three lengths.
[[nodiscard]] PillText spanOnCard(core::SpanKind kind);

// What its colour stands for: "weight gradient".
[[nodiscard]] QString workName(WorkClass work);
// Of idle time: "waiting for a link".
[[nodiscard]] QString idleCauseText(core::IdleCause cause);

} // namespace ui
