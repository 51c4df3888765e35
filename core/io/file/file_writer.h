// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/file/descriptor.h"

#include <string>
#include <string_view>
#include <utility>

namespace core {

// The outcome of writing something.
struct Written : Status
{
    Written() : Status(std::monostate{}) {}
    Written(Status status) : Status(std::move(status)) {}
    Written(Error error) : Status(std::move(error)) {}

    bool machineFailed = false; // a full disk, say: the request itself was fine
};

// Writes a file piece by piece, in constant memory; it replaces the old one whole or leaves it as
// it was. A pipe, a device or standard output ("-") is written as the pieces come. Until it is
// sealed the new file has no name, where the file system can do that: a process that is interrupted
// leaves nothing behind.
class FileWriter
{
public:
    explicit FileWriter(std::string path) : m_path(std::move(path)) {}
    ~FileWriter();
    FileWriter(FileWriter &&other) noexcept;
    FileWriter &operator=(FileWriter &&) = delete;
    FileWriter(const FileWriter &) = delete;
    FileWriter &operator=(const FileWriter &) = delete;

    [[nodiscard]] Written open();
    [[nodiscard]] Written write(std::string_view piece);
    // Flushes everything to disk, beside the old file.
    [[nodiscard]] Written seal();
    // Takes the place of the old file.
    [[nodiscard]] Written commit();

    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    // After open(): whether pieces go out as they come.
    [[nodiscard]] bool isStream() const { return m_beside.empty(); }

private:
    [[nodiscard]] Written failure() const; // of the call before, by errno
    [[nodiscard]] Written flush();
    [[nodiscard]] bool createBeside(const std::string &target);
    [[nodiscard]] bool giveName();

    std::string m_path;
    std::string m_target;   // behind symbolic links
    std::string m_beside;   // the new file until it takes its place; empty for a stream
    bool m_isNamed = false; // it has that name already
    Descriptor m_file;
    int m_number = -1;
    std::string m_buffer;
};

} // namespace core
