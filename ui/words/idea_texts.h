// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/advice/ideas.h"

#include <QString>

namespace ui {

// The text of an idea card.
struct IdeaText
{
    QString icon;   // of resources/icons
    QString title;  // "Use 16 micro-batches"
    QString reason; // "Idle drops from 32 % to 19 %"
    QString brief;  // the same where room is short
    QString saving; // "−0.68 s", "+0.71 s", "same time" at the precision of the step
    bool faster = true;
};
// unitOf: the step, so that all savings have its unit.
[[nodiscard]] IdeaText ideaText(const core::Idea &idea, core::Nanos unitOf);

} // namespace ui
