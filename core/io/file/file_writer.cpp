// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/file_writer.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>

namespace core {
namespace {

constexpr std::size_t kBuffered = 1u << 16;

// Failures that no other path or command would have avoided.
bool isOfTheMachine(int code)
{
    constexpr int codes[] = {ENOSPC, EDQUOT, EFBIG, EIO, EPIPE, ENOMEM, EMFILE, ENFILE};
    return std::ranges::find(codes, code) != std::end(codes);
}

// The file behind any symbolic links; path itself if there is none yet.
std::string resolved(const std::string &path)
{
    std::error_code error;
    std::filesystem::path current = path;
    for (int links = 0; links < 40 && std::filesystem::is_symlink(current, error); ++links) {
        const std::filesystem::path target = std::filesystem::read_symlink(current, error);
        if (error)
            break;
        current = target.is_absolute() ? target : current.parent_path() / target;
    }
    return current.string();
}

bool writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

constexpr const char *kDescriptors = "/proc/self/fd/"; // a file gets its name through it

// Gone with the process, however that ends. Not open: this file system has none.
Descriptor namelessFile(const std::string &folder)
{
    if (::access(kDescriptors, X_OK) != 0)
        return {};
    return Descriptor(
        ::open(folder.empty() ? "." : folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0666));
}

Written refused(const std::string &path, const std::string &reason)
{
    return Error{path + ": The file cannot be written: " + reason + "; nothing was changed."};
}

} // namespace

std::optional<int> descriptorNamed(const std::string &path)
{
    if (path == "/dev/stdin")
        return STDIN_FILENO;
    if (path == "/dev/stdout")
        return STDOUT_FILENO;
    if (path == "/dev/stderr")
        return STDERR_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        int number = 0;
        if (!path.starts_with(folder))
            continue;
        const char *const end = path.data() + path.size();
        const auto [stop, error] = std::from_chars(path.data() + folder.size(), end, number);
        if (error == std::errc() && stop == end && number >= 0)
            return number;
    }
    return {};
}

FileWriter::FileWriter(FileWriter &&other) noexcept
    : m_path(std::move(other.m_path)), m_target(std::move(other.m_target)),
      m_beside(std::exchange(other.m_beside, {})), m_isNamed(std::exchange(other.m_isNamed, false)),
      m_file(std::move(other.m_file)), m_number(std::exchange(other.m_number, -1)),
      m_buffer(std::move(other.m_buffer))
{}

FileWriter::~FileWriter()
{
    if (m_isNamed)
        ::unlink(m_beside.c_str());
}

Written FileWriter::failure() const
{
    const int code = errno;
    const std::string reason = std::error_code(code, std::generic_category()).message();
    Written failed = m_number == STDOUT_FILENO
                         ? Written(Error{"Standard output cannot be written: " + reason + '.'})
                         : refused(m_path, reason);
    failed.machineFailed = isOfTheMachine(code);
    return failed;
}

// Beside the old file; one of that name is of a process that is no more.
bool FileWriter::giveName()
{
    if (m_isNamed)
        return true;
    const std::string file = std::string(kDescriptors) + std::to_string(m_number);
    (void)::unlink(m_beside.c_str());
    m_isNamed =
        ::linkat(AT_FDCWD, file.c_str(), AT_FDCWD, m_beside.c_str(), AT_SYMLINK_FOLLOW) == 0;
    return m_isNamed;
}

bool FileWriter::createBeside(const std::string &target)
{
    struct stat info = {};
    const bool exists = ::stat(target.c_str(), &info) == 0;
    if (exists && ::access(target.c_str(), W_OK) != 0)
        return false;
    const std::string beside = target + '.' + std::to_string(::getpid()) + ".part";
    m_file = namelessFile(std::filesystem::path(target).parent_path().string());
    m_isNamed = !m_file.isOpen();
    if (m_isNamed)
        m_file = Descriptor(
            ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666));
    if (!m_file.isOpen()) {
        m_isNamed = false;
        return false;
    }
    m_beside = beside;
    m_target = target;
    // Permissions of the file that is replaced; a new one gets the default.
    return !exists || ::fchmod(m_file.number(), info.st_mode & 07777) == 0;
}

Written FileWriter::open()
{
    if (m_path.find('\0') != std::string::npos)
        return refused(m_path, "its name holds a zero byte");
    if (const auto named = m_path == "-" ? std::optional(STDOUT_FILENO) : descriptorNamed(m_path)) {
        m_number = *named;
        if (m_number == STDOUT_FILENO && std::fflush(stdout) != 0)
            return failure();
        return ::fcntl(m_number, F_GETFD) < 0 ? failure() : Written();
    }
    const std::string target = resolved(m_path);
    struct stat info = {};
    const bool exists = ::stat(target.c_str(), &info) == 0;
    if (exists && S_ISDIR(info.st_mode))
        return refused(m_path, "it is a directory");
    // A device or pipe cannot be replaced; it is written in place.
    if (exists && !S_ISREG(info.st_mode))
        m_file = Descriptor(::open(m_path.c_str(), O_WRONLY | O_CLOEXEC));
    else if (!createBeside(target))
        return failure();
    m_number = m_file.number();
    return m_file.isOpen() ? Written() : failure();
}

Written FileWriter::flush()
{
    const bool done = writeAll(m_number, m_buffer);
    m_buffer.clear();
    return done ? Written() : failure();
}

Written FileWriter::write(std::string_view piece)
{
    if (m_buffer.size() + piece.size() < kBuffered) {
        m_buffer += piece;
        return {};
    }
    if (Written before = flush(); !before)
        return before;
    return writeAll(m_number, piece) ? Written() : failure();
}

// Every step is checked: a full disk may only show in close().
Written FileWriter::seal()
{
    if (Written flushed = flush(); !flushed)
        return flushed;
    const bool onDisk = isStream() || (::fsync(m_number) == 0 && giveName());
    return onDisk && m_file.close() ? Written() : failure();
}

Written FileWriter::commit()
{
    if (isStream())
        return {};
    if (std::rename(m_beside.c_str(), m_target.c_str()) != 0)
        return failure();
    m_beside.clear();
    m_isNamed = false;
    return {};
}

} // namespace core
