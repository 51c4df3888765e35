// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline_layout.h"

namespace ui {} // namespace ui
