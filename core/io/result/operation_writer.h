// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stage_operations.h"
#include "core/io/file/file_writer.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

enum class OperationFormat : std::uint8_t { Csv, Json };

struct OperationFormatName
{
    std::string_view id;
    OperationFormat format;
};
[[nodiscard]] std::span<const OperationFormatName> operationFormats();
// By the ending of a file's name: .json; else a table.
[[nodiscard]] OperationFormat operationFormatOf(std::string_view path);

// A line for each operation of each visit. Times are seconds; "time_s" is exact to the nanosecond
// and sums to "visit_s". Fields without a meaning for a line are empty.
[[nodiscard]] std::string operationsToCsv(const std::vector<StageCosts> &costs,
                                          const Snapshot &snapshot);
// The parallarium-operations/1 document: {"device": {…}, "visits": [{stage, pass, time_s,
// visits, operations: […]}]}, with the same names; what has no meaning for an operation is left
// out.
[[nodiscard]] std::string operationsToJson(const std::vector<StageCosts> &costs,
                                           const Snapshot &snapshot);
// Of all stages, to a writer that is open.
[[nodiscard]] Written writeOperations(FileWriter &writer, const Snapshot &snapshot,
                                      OperationFormat format);

} // namespace core
