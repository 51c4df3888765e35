// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/export_options.h"
#include "core/io/file/file_writer.h"

namespace app {

// Writes what the framework of --launch is started with, to --out or standard output; what it
// cannot be told goes to standard error, each on a line. Refuses options of pictures beside it.
[[nodiscard]] core::Written exportLaunch(const ExportOptions &options);

// "One of megatron, …"
[[nodiscard]] std::string launchOptionText();

} // namespace app
