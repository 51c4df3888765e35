// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/live/program/layout.h"
#include "core/live/program/program.h"

namespace core::live {

// What a device does for one visit of a stage: what it receives, computes and sends.
void writeVisit(Program &program, const Layout &layout, int device, const Action &action);

} // namespace core::live
