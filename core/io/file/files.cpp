// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/files.h"

#include "core/base/text.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

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
    [[nodiscard]] int release() { return std::exchange(m_number, -1); }
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
    explicit TemporaryFile(std::string target)
        : m_target(std::move(target)), m_path(m_target + '.' + std::to_string(::getpid()) + ".part")
    {}
    ~TemporaryFile()
    {
        if (m_written)
            ::unlink(m_path.c_str());
    }
    TemporaryFile(TemporaryFile &&other) noexcept
        : m_target(std::move(other.m_target)), m_path(std::move(other.m_path)),
          m_written(std::exchange(other.m_written, false))
    {}
    TemporaryFile(const TemporaryFile &) = delete;
    TemporaryFile &operator=(const TemporaryFile &) = delete;
    TemporaryFile &operator=(TemporaryFile &&) = delete;

    // Every step is checked: a full disk may show itself as late as in close().
    [[nodiscard]] bool write(std::string_view content, std::optional<mode_t> mode)
    {
        Descriptor file(
            ::open(m_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666));
        m_written = file.isOpen();
        return m_written && writeAll(file.number(), content) &&
               (!mode || ::fchmod(file.number(), *mode) == 0) && ::fsync(file.number()) == 0 &&
               file.close();
    }
    [[nodiscard]] bool replaceTarget()
    {
        if (std::rename(m_path.c_str(), m_target.c_str()) != 0)
            return false;
        m_written = false;
        return true;
    }

private:
    std::string m_target;
    std::string m_path;
    bool m_written = false;
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

Result<int> openToRead(const std::string &path)
{
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info = {};
    if (!file.isOpen() || ::fstat(file.number(), &info) != 0)
        return cannotRead(path, reasonText());
    if (S_ISDIR(info.st_mode))
        return cannotRead(path, "it is a directory, and a file is needed");
    (void)::fcntl(file.number(), F_SETFL, 0); // a pipe with a writer may be waited for
    return file.release();
}

Result<std::string> readFile(const std::string &path, std::size_t limit)
{
    const Result<int> opened = openToRead(path);
    if (!opened)
        return opened.error();
    const Descriptor file(opened.value());
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
    const FileContent file{path, std::string(content)};
    return writeFiles({&file, 1});
}

Status writeFiles(std::span<const FileContent> files)
{
    std::vector<TemporaryFile> beside;
    std::vector<const FileContent *> replaced; // whose turn comes last, in order of beside
    std::vector<const FileContent *> streams;
    for (const FileContent &file : files) {
        const std::string target = resolved(file.path);
        struct stat info = {};
        const bool exists = file.path != "-" && ::stat(target.c_str(), &info) == 0;
        if (exists && S_ISDIR(info.st_mode))
            return cannotWrite(file.path, "it is a directory");
        if (file.path == "-" || (exists && !S_ISREG(info.st_mode))) {
            streams.push_back(&file);
            continue;
        }
        if (exists && ::access(target.c_str(), W_OK) != 0)
            return cannotWrite(file.path, reasonText());
        std::optional<mode_t> mode; // of the file that is replaced; a new one gets the usual
        if (exists)
            mode = info.st_mode & 07777;
        if (!beside.emplace_back(target).write(file.content, mode))
            return cannotWrite(file.path, reasonText());
        replaced.push_back(&file);
    }
    for (const FileContent *stream : streams) {
        const Status written = stream->path == "-" ? writeToStandardOutput(stream->content)
                                                   : writeInPlace(stream->path, stream->content);
        if (!written)
            return written;
    }
    for (std::size_t i = 0; i < beside.size(); ++i) {
        if (!beside[i].replaceTarget())
            return cannotWrite(replaced[i]->path, reasonText());
    }
    return std::monostate{};
}

} // namespace core
