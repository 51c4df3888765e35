// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scenario/scenario.h"

namespace core {

// Fully sharded data parallelism of PyTorch keeps its share of the weights and of the gradients in
// one type (torch/distributed/fsdp/_fully_shard/_fsdp_param.py), and makes the 16-bit weights of a
// layer when it gathers them. Where gradients are kept and sent in fp32, that share is the master
// copy itself: 4 + 4 + 8 bytes with Adam, as with fp32, and no 16-bit copy of the share beside it.
// Without resharding behind the forward pass that copy is kept, whole.
[[nodiscard]] bool keepsWideWeights(const Scenario &scenario);

// As stateBytes() and modelStates() are to be asked for it.
[[nodiscard]] TrainingSpec trainingOfStates(const Scenario &scenario);

} // namespace core
