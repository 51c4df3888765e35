// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/text.h"

#include <QString>

namespace ui {

// A figure that changes while one looks at it keeps its three digits: "36.0 GB" beside "41.1 GB".
[[nodiscard]] QString liveText(const core::Figure &figure);

} // namespace ui
