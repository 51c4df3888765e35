// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/plan/plan.h"

namespace core {

// Fills StagePlan::memory of every stage, for the visits that occur: the one rule for the planned
// peak, for memory over time and for the state of a device at a moment. Needs stages, layers, order
// and options.
//
// A layer keeps its activations from its turn in the forward visit to the end of its turn in the
// backward visit; a split backward frees them as Plan::splitMemory says, and where it keeps all of
// them until the weight gradient, it keeps LayerPrice::keptForWeight beside them. What a
// recomputation makes lives until the backward pass of its layer is over; where it is a visit of
// its own, the first layer's is there from its begin on. Gathered layers are allocated while they
// are used, with the next one where it is prefetched; gradients of a layer until they are
// scattered.
void planVisitMemory(Plan &plan, const Scenario &scenario);

// In which ZeRO-2 gathers gradients before it scatters them: one bucket, and with overlap another
// that fills while the first is on its way. They are there for the whole step, of the size that is
// asked for (DeepSpeed's ipg_buffer, runtime/zero/stage_1_and_2.py). Nothing where all gradients
// are sent in one piece.
[[nodiscard]] Bytes scatterBuckets(const Scenario &scenario);

// Maps a moment of a visit on a healthy device to a span of another duration.
[[nodiscard]] std::int64_t momentOfVisit(Nanos offset, const VisitProfile &visit,
                                         std::int64_t begin, std::int64_t end);

} // namespace core
