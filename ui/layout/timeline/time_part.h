// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

namespace ui {

// Of a step.
struct TimePart
{
    core::Nanos begin;
    core::Nanos end; // later
};

} // namespace ui
