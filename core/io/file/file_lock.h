// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace core {

// A file that at most one process holds. The system itself lets go of it when the process ends,
// however it ends, so no lock is ever left over from a crash.
class FileLock
{
public:
    // Makes the file if there is none. Nothing: somebody holds it, or it cannot be made.
    [[nodiscard]] static std::optional<FileLock> take(const std::string &path);

    // Only looks: nobody who wants it meanwhile is refused for that.
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
