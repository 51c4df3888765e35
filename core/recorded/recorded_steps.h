// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_run.h"

namespace core {

// Sets the steps of a rank. Where the profiler marked them (ProfilerStep#) a step lasts until the
// last kernel that the host launched in it has ended, if that is later than the mark, and the next
// begins no earlier: as the PyTorch profiler's TensorBoard plugin told steps of devices. Elsewhere
// they are found as the period with which the kernels of the busiest stream repeat; rank.steps is
// empty then if they do not.
void findSteps(RecordedRank &rank, const NameTable &names);

} // namespace core
