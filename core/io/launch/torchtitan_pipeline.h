// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/torchtitan_job.h"

namespace core {

// Schedule, chunks and partition. Needs model, degrees and batch.
[[nodiscard]] Status takeTorchtitanPipeline(LaunchSheet &sheet, LaunchSettings &settings,
                                            const TorchtitanJob &job);

} // namespace core
