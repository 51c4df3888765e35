// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>

namespace core {

// How a file that a document names lies outside of the document's folder. Only files that came with
// a document may be read for it: one from elsewhere must not make this program read others.
enum class Outside : std::uint8_t { No, ByPath, ByLink };

// folder: of the document; empty: where the program was started. A file that is not there is not
// outside: that it cannot be read is said when it is.
[[nodiscard]] Outside outsideOf(const std::filesystem::path &folder,
                                const std::filesystem::path &named);

} // namespace core
