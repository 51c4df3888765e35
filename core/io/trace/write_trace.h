// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/recording.h"
#include "core/io/file/file_writer.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace core {

// Writes a parallarium-trace/1 file (docs/traces.md), packed if its name ends in ".gz". The file is
// replaced whole or stays as it was; "-" is standard output.
[[nodiscard]] Written writeTrace(const std::string &path, const Recording &recording);
// The same of a simulated step: the sizes of its messages and its memory are written out.
[[nodiscard]] Written writeTrace(const std::string &path, const Snapshot &snapshot);

// The same into a file that is open, which the caller seals and takes into use.
enum class Packing : std::uint8_t { None, Gzip };
[[nodiscard]] Packing packingOf(std::string_view path); // by its name
[[nodiscard]] Written writeTrace(FileWriter &writer, const Snapshot &snapshot, Packing packing);

} // namespace core
