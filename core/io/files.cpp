// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/files.h"

#include "core/base/text.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace core {
namespace {

// Closes what it holds, unless close() has done so and looked at the answer.
class Descriptor
{
public:
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { (void)close(); }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] bool isOpen() const { return m_number >= 0; }
    [[nodiscard]] bool close()
    {
        const int number = m_number;
        m_number = -1;
        return number < 0 || ::close(number) == 0;
    }

private:
    int m_number;
};

std::string reasonText()
{
    return std::error_code(errno, std::generic_category()).message();
}

Error cannotRead(const std::string &path, const std::string &reason)
{
    return Error{path + ": The file cannot be read: " + reason + '.'};
}

Error cannotWrite(const std::string &path, const std::string &reason)
{
    return Error{path + ": The file cannot be written: " + reason + "; nothing was changed."};
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

Status writeToStandardOutput(std::string_view content)
{
    if (std::fflush(stdout) != 0 || !writeAll(STDOUT_FILENO, content))
        return Error{"Standard output cannot be written: " + reasonText() + '.'};
    return std::monostate{};
}

// A device or a pipe has no whole to replace; it is written as it is.
Status writeInPlace(const std::string &path, std::string_view content)
{
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.isOpen() || !writeAll(file.number(), content) || !file.close())
        return cannotWrite(path, reasonText());
    return std::monostate{};
}

// Where a new file is written before it takes the place of the old; gone again unless kept.
class TemporaryFile
{
public:
    explicit TemporaryFile(const std::string &target)
        : m_path(target + '.' + std::to_string(::getpid()) + ".part"),
          m_file(
              ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666))
    {
        if (!m_file.isOpen())
            m_path.clear();
    }
    ~TemporaryFile()
    {
        if (!m_path.empty())
            ::unlink(m_path.c_str());
    }
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;

    // Every step is checked: a full disk may show itself as late as in close().
    [[nodiscard]] bool replace(const std::string &target, std::string_view content,
                               std::optional<mode_t> mode)
    {
        const bool done = m_file.isOpen() && writeAll(m_file.number(), content) &&
                          (!mode || ::fchmod(m_file.number(), *mode) == 0) &&
                          ::fsync(m_file.number()) == 0 && m_file.close() &&
                          std::rename(m_path.c_str(), target.c_str()) == 0;
        if (done)
            m_path.clear();
        return done;
    }

private:
    std::string m_path;
    Descriptor m_file;
};

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

} // namespace

Result<std::string> readFile(const std::string &path, std::size_t limit)
{
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info = {};
    if (!file.isOpen() || ::fstat(file.number(), &info) != 0)
        return cannotRead(path, reasonText());
    if (S_ISDIR(info.st_mode))
        return cannotRead(path, "it is a directory, and a file is needed");
    (void)::fcntl(file.number(), F_SETFL, 0); // a pipe with a writer may be waited for
    std::string content;
    std::string block(1u << 16, '\0');
    while (true) {
        const ssize_t count = ::read(file.number(), block.data(), block.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return cannotRead(path, reasonText());
        if (count == 0)
            return content;
        content.append(block, 0, static_cast<std::size_t>(count));
        if (content.size() > limit)
            return cannotRead(path, "it is larger than " +
                                        figureOfCount(static_cast<std::int64_t>(limit)) + " bytes");
    }
}

Status writeFile(const std::string &path, std::string_view content)
{
    if (path == "-")
        return writeToStandardOutput(content);
    const std::string target = resolved(path);
    struct stat info = {};
    const bool exists = ::stat(target.c_str(), &info) == 0;
    if (exists && S_ISDIR(info.st_mode))
        return cannotWrite(path, "it is a directory");
    if (exists && !S_ISREG(info.st_mode))
        return writeInPlace(path, content);
    if (exists && ::access(target.c_str(), W_OK) != 0)
        return cannotWrite(path, reasonText());
    TemporaryFile beside(target);
    std::optional<mode_t> mode; // of the file that is replaced; a new one gets the usual
    if (exists)
        mode = info.st_mode & 07777;
    if (!beside.replace(target, content, mode))
        return cannotWrite(path, reasonText());
    return std::monostate{};
}

} // namespace core
