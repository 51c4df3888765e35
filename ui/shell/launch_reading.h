// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/opening.h"

#include <string>

namespace ui {

// Whether a framework is started with this text.
[[nodiscard]] bool isLaunch(const std::string &bytes, const QString &name, const QString &path);

// Its scenario, on the devices of the one that is open; or what has to be asked first. path: where
// it lies, beside the files that it names; empty where it is no file.
[[nodiscard]] Opening readLaunchText(const std::string &bytes, const QString &name,
                                     const QString &path, const ToRead &what);

} // namespace ui
