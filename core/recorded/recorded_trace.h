// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/recorded/recorded_facts.h"
#include "core/recorded/recorded_run.h"

namespace core {

// A recorded run as views show it: a row for each stream, the busiest of its device first, from the
// begin of the first span of all ranks.
[[nodiscard]] Recording recordingOfRun(const RecordedRun &run);
// Of it what the facts are about, a step or all of them: spans are cut where the windows of the
// ranks begin and end, and the first of these is 0.
[[nodiscard]] Recording recordingOfFacts(const RecordedRun &run, const RecordedFacts &facts);

// A step of the live engine, or of a simulation, as a recorded run: a rank for each device, a
// stream for each of its rows. What a visit computes is one span; its kernels are not known.
[[nodiscard]] RecordedRun runOfRecording(const Recording &recording);

} // namespace core
