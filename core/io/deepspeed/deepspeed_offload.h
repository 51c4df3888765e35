// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"
#include "core/scenario/scenario.h"

namespace core {

// Optimizer states may be in host memory; weights there, or states on a disk, are not simulated.
// Where the configuration says nothing, the scenario's is kept, or by default switched off.
void applyOffload(JsonComplaints &complaints, ObjectReader &zero, ParallelSpec &parallel,
                  bool byDefault);

} // namespace core
