// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/controls/long_work.h"

class QObject;

namespace ui {

// Works on a thread of its own, which begins with the first work and ends with the owner: what is
// delivered may name the owner.
[[nodiscard]] WorkRunner backgroundWorker(QObject *owner);

} // namespace ui
