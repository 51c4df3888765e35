// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/io/file/text_sink.h"

#include <span>
#include <string>
#include <string_view>

namespace core {

// Writes what happened in a step for other programs, of any size in constant memory. Rows are
// tracks, one for each device and stream; devices that behave alike share one. All times are exact
// to the nanosecond.

// Chrome's Trace Event Format (chrome://tracing, ui.perfetto.dev): a complete event for each span,
// transfer and collective, a flow from each transfer to where it arrives, counters of memory.
void writeChromeTrace(TextSink &sink, const RunView &run, std::string_view title);
// The same as Perfetto's TracePackets (ui.perfetto.dev).
void writePerfettoTrace(TextSink &sink, const RunView &run, std::string_view title);
// A line for each span: row, device, stream, begin and end in ns, kind, cause of a wait,
// micro-batch and stage (from 0), name.
void writeSpansTable(TextSink &sink, const RunView &run, std::string_view title);
// A line for each row: device, how many are alike, ns of the step by kind of work and by cause of
// idle time, share of it that is busy, memory at its peak in bytes.
void writeMetricsTable(TextSink &sink, const RunView &run, std::string_view title);

// A kind of file that a step is written as.
struct ExchangeFormat
{
    std::string_view suffix; // ".json", which may have ".gz" behind it
    std::string_view name;
    void (*write)(TextSink &sink, const RunView &run, std::string_view title) = nullptr;
};
[[nodiscard]] std::span<const ExchangeFormat> exchangeFormats();
// By the suffix of a file name, before ".gz"; none of them: null.
[[nodiscard]] const ExchangeFormat *exchangeFormatOf(std::string_view path);
// ".json, .pftrace and .csv"
[[nodiscard]] std::string exchangeSuffixes();

// To a writer that is open, packed by gzip or not; the caller seals and commits it.
[[nodiscard]] Written writeExchange(FileWriter &writer, bool packed, const ExchangeFormat &format,
                                    const RunView &run, std::string_view title);
// The file is replaced whole or stays as it was; "-" is standard output.
[[nodiscard]] Written writeExchange(const std::string &path, const ExchangeFormat &format,
                                    const RunView &run, std::string_view title);

} // namespace core
