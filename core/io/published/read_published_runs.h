// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/validation/published_run.h"

#include <string>
#include <string_view>
#include <vector>

namespace core {

// Published runs in the form of data/published_runs.csv: a line of column names, then one run a
// line. A row that cannot become a scenario carries the reason; a table that lacks a required
// column or has one that looks misspelt, or a line that cannot be read, is an error with
// "NAME:LINE: …".
[[nodiscard]] Result<std::vector<PublishedRun>> readPublishedRuns(std::string_view text,
                                                                  std::string_view name);

// Columns of such a table that have no meaning here.
[[nodiscard]] std::vector<std::string> unreadColumns(std::string_view text);

} // namespace core
