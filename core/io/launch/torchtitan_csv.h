// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/launch/launch_sheet.h"

#include <string>

namespace core {

// The schedule of a pipeline_parallel_schedule_csv, a table of torch.distributed.pipelining that
// lies beside the file of the settings or below its folder. Sets schedule, chunks and, where it is
// none of ours, the order itself. Error without a place: what is wrong with the table.
[[nodiscard]] Status takeTorchTable(LaunchSheet &sheet, const std::string &path);

} // namespace core
