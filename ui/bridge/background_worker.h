// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/long_work.h"

#include <functional>

class QObject;

namespace ui {

// Works on a thread of its own, which begins with the first work and ends with the owner: what is
// delivered may name the owner, and so may what is told how far the newest work has come (0 to 1).
[[nodiscard]] WorkRunner backgroundWorker(QObject *owner,
                                          const std::function<void(double)> &progressed = {});

} // namespace ui
