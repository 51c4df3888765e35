// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/watch.h"
#include "core/io/file/file_writer.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace core {

constexpr std::size_t kLargestScenarioFile = 16u << 20; // bytes

// Whole file; "-" is standard input. Refuses directories, missing and unreadable files and those
// above limit. A stop request ends it even while a pipe has no data.
[[nodiscard]] Result<std::string> readFile(const std::string &path, std::size_t limit,
                                           const Watch &watch = {});

// An open descriptor, to be closed by the caller; refuses directories, and never waits for a pipe
// that nobody writes to.
[[nodiscard]] Result<int> openToRead(const std::string &path);

// Replaces the file whole or leaves it as it was: writes beside it, syncs, renames.
// "-" is standard output.
[[nodiscard]] Written writeFile(const std::string &path, std::string_view content);

struct FileContent
{
    std::string path;
    std::string content;
};
// All of them or none: every file is written beside its target before the first takes its place.
[[nodiscard]] Written writeFiles(std::span<const FileContent> files);

} // namespace core
