// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/recorded_run.h"

namespace core {

// Of a rank in which every thread that did anything is a stream: if it is a profile of XLA (JAX,
// TensorFlow, PyTorch/XLA), its devices alone, with the lines that are their work, and the steps
// that it marks. Other ranks stay as they are.
void keepXlaDevices(RecordedRank &rank, const NameTable &names);

} // namespace core
