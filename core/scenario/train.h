// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// The optimizer as the simulation knows it: what it keeps of each parameter.
[[nodiscard]] Optimizer optimizerOf(TrainOptimizer optimizer);

// The scenario trains this network: model, sequence, precision and optimizer follow from it. As it
// is read from a file; the rest may not fit yet.
void setTrain(Scenario &scenario, TrainSpec train);

// The same as an edit: degrees and batch that the network does not allow give way.
[[nodiscard]] Scenario withTrain(Scenario scenario, TrainSpec train);

} // namespace core
