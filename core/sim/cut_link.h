// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"
#include "core/sim/engine.h"
#include "core/sim/span_recorder.h"

namespace core {

// Ends a trace stopped by a cut link: says which device waits for what, lets every row wait until
// the last work anywhere is done, and books that as idle time of the link.
void stopAtCutLink(Trace &trace, const Plan &plan, const std::vector<EngineState> &states,
                   SpanRecorder &recorder);

// True if some rank did not finish its list.
[[nodiscard]] bool isBlocked(const EngineState &state);

// The same for a ring of replicas that misses a link; empty if all rings are whole.
[[nodiscard]] std::string cutRingDiagnosis(const Plan &plan);

} // namespace core
