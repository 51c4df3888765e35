// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/opening.h"

#include <string>

namespace ui {

// Whether a framework is started with this text.
[[nodiscard]] bool isLaunch(const std::string &bytes, const QString &name);

// Its scenario, on the devices of the one that is open; or what has to be asked first.
[[nodiscard]] Opening readLaunchText(const std::string &bytes, const QString &name,
                                     const QString &origin, const ToRead &what);

} // namespace ui
