// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/torchtitan_job.h"

namespace core {

// How the devices of the scenario are divided, and what is sharded over them.
[[nodiscard]] Status takeTorchtitanDegrees(LaunchSheet &sheet, LaunchSettings &settings,
                                           const TorchtitanJob &job);

// Batch, micro-batch and sequence. Needs the degrees.
[[nodiscard]] Status takeTorchtitanBatch(LaunchSheet &sheet, LaunchSettings &settings,
                                         const TorchtitanJob &job);

} // namespace core
