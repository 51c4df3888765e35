// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/matched_collectives.h"
#include "core/recorded/recorded_run.h"

namespace core {

// Adds to run.notes, in sentences, what was mended in its traces and what of it is an assumption.
void noteMendings(RecordedRun &run, const ClockAgreement &clocks);

} // namespace core
