// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/snapshot.h"
#include "core/io/file/file_writer.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// How the visits of a step are written: their names, one a line; a table with times and devices; or
// the same as an object a line.
enum class EventFormat : std::uint8_t { Names, Csv, JsonLines };

struct EventFormatName
{
    std::string_view id;
    EventFormat format;
};
[[nodiscard]] std::span<const EventFormatName> eventFormats();

// By the ending of a file's name: .csv, .jsonl or .ndjson; else names.
[[nodiscard]] EventFormat eventFormatOf(std::string_view path);

// The words and figures of these files: "backward_input"; seconds exact to the nanosecond.
[[nodiscard]] std::string_view eventKind(SpanKind kind);
[[nodiscard]] std::string exactSeconds(Nanos time);

// Both write as they go, in constant memory. Times are seconds, exact to the nanosecond.
[[nodiscard]] Written writeEvents(FileWriter &writer, const Snapshot &snapshot, EventFormat format);

// The parallarium-result/1 document with all that each device did and waited for: "spans" has an
// entry for each class of devices that behave alike.
[[nodiscard]] Written writeResultWithSpans(FileWriter &writer, const Snapshot &snapshot,
                                           const std::vector<std::string> &notes);

} // namespace core
