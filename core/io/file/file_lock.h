// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace core {

// A file that at most one process holds. The system releases it when the process ends, however it
// ends, so a crash leaves no stale lock.
class FileLock
{
public:
    // Creates the file if there is none. Nothing: another process holds it, or it cannot be
    // created.
    [[nodiscard]] static std::optional<FileLock> take(const std::string &path);

    // Only looks: a concurrent attempt to lock it is not refused.
    [[nodiscard]] static bool isHeld(const std::string &path);

    FileLock(FileLock &&other) noexcept
        : m_path(std::move(other.m_path)), m_descriptor(std::exchange(other.m_descriptor, -1))
    {}
    FileLock &operator=(FileLock &&other) noexcept
    {
        std::swap(m_path, other.m_path);
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    FileLock(const FileLock &) = delete;
    FileLock &operator=(const FileLock &) = delete;
    ~FileLock(); // removes the file

private:
    FileLock(std::string path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor)
    {}

    std::string m_path;
    int m_descriptor;
};

} // namespace core
