// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lesson/lesson_controls.h"

#include <QStringList>

#include <string>

namespace ui {

// The ids of the controls that a lesson calls so.
[[nodiscard]] inline QStringList controlNames(const std::string &name)
{
    QStringList ids;
    for (const std::string_view id : core::controlsOf(name))
        ids.append(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())));
    return ids;
}

} // namespace ui
