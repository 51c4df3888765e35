// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/watch.h"
#include "core/io/scenario/unsaved.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <string>

namespace ui {

// Unsaved changes that no window holds.
struct UnsavedEntry
{
    QString file;
    QDateTime changed;
    core::Unsaved unsaved;
    core::Scenario base; // the base of the changes, if it can still be found
};

[[nodiscard]] QString unsavedSuffix();
[[nodiscard]] std::string lockOf(const QString &file);

// Whether the folder holds any, found without reading them.
[[nodiscard]] bool hasUnsaved(const QString &folder);
// All of them, the newest first. Removes useless leftovers of a crash: locks and partial files. Of
// changes left behind for another scenario only the newest few are kept. Runs on any thread.
[[nodiscard]] QList<UnsavedEntry> unsavedIn(const QString &folder, const core::Watch &watch = {});

} // namespace ui
