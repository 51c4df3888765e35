// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sim/trace.h"
#include "ui/layout/timeline/timeline_layout.h"
#include "ui/words/scene_texts.h"

#include <QString>

namespace ui {

// What a span is called, by its kind.
struct SpanWords
{
    QString name;        // in a sentence: "full backward"
    QString letter;      // in a cell: "B (full)"; empty: it has none
    QString shortLetter; // where that has no room: "B full"
    PillText card;       // on the card of a device, in three lengths
};
[[nodiscard]] SpanWords wordsOf(core::SpanKind kind);

// What its colour stands for: "weight gradient".
[[nodiscard]] QString workName(WorkClass work);

} // namespace ui
