// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/layout/timeline/timeline_area.h"
#include "ui/words/training_texts.h"

#include <QList>
#include <QString>

namespace ui {

// What is in a selected area, in words and figures.

struct AreaLine
{
    QString text;
    std::optional<WorkClass> work; // none: a part of the idle time above it
    double part = 0;               // of the area
    QString share;                 // "24.5 %"
    QString time;                  // of each device, on average: "1.29 s"
    QString count;                 // spans of the kind; of two runs, the share that was predicted
};

struct AreaTexts
{
    QString extent;    // "5.26 s × 24 GPUs"
    QString timeTitle; // of the columns: "per GPU"
    QString countTitle;
    QList<AreaLine> lines; // every kind of work that takes time; of idle time, every reason
    QString sent;          // "141 GB sent"
    QString spans;         // "1,024 spans"; of two runs empty
};

// Of two runs, of the second, beside the shares of the first.
[[nodiscard]] AreaTexts areaTexts(const AreaOfRuns &area, DeviceWord word);
// "Selected: 5.26 s × 24 GPUs, forward 24.5 %, …, 141 GB sent"
[[nodiscard]] QString areaSentence(const AreaOfRuns &area, DeviceWord word);
// For a spreadsheet: a line for each kind of work and reason of idle time, tabs between numbers,
// which are nanoseconds, bytes and counts to the last digit.
[[nodiscard]] QString areaTable(const AreaOfRuns &area);
[[nodiscard]] QString reasonName(core::WaitReason reason); // "waits for gradients"
[[nodiscard]] DeviceWord deviceWordOf(const TimelineRuns &runs);

} // namespace ui
