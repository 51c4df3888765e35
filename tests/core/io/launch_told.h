// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/launch.h"

#include <QString>

// What a reader of launch files told.

inline QString refusalOf(const core::LaunchOutcome &outcome)
{
    return outcome.reading ? QString() : QString::fromStdString(outcome.reading.error().message);
}

inline QString notesOf(const core::LaunchReading &reading)
{
    QString notes;
    for (const core::LaunchNote &note : reading.notes)
        notes += QString::fromStdString(core::textOfNote(note, "F")) + '\n';
    return notes;
}
