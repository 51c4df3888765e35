// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/files.h"

#include "core/base/text.h"

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace core {
namespace {

std::string reasonText()
{
    return std::error_code(errno, std::generic_category()).message();
}

Error cannotRead(const std::string &path, const std::string &reason)
{
    return Error{(path == "-" ? "Standard input" : path) + ": The file cannot be read: " + reason +
                 '.'};
}

// Until a pipe has data, or reading is to stop.
void waitToRead(int descriptor, const std::stop_token &stop)
{
    constexpr int kPatienceMs = 50;
    pollfd waited = {descriptor, POLLIN, 0};
    while (!stop.stop_requested() && ::poll(&waited, 1, kPatienceMs) == 0) {
    }
}

} // namespace

Result<int> openToRead(const std::string &path)
{
    if (path.find('\0') != std::string::npos)
        return cannotRead(path, "its name holds a zero byte");
    if (const auto number = path == "-" ? std::optional(STDIN_FILENO) : descriptorNamed(path)) {
        const int copy = ::fcntl(*number, F_DUPFD_CLOEXEC, 3);
        return copy < 0 ? Result<int>(cannotRead(path, reasonText())) : Result<int>(copy);
    }
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait forever.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info = {};
    if (!file.isOpen() || ::fstat(file.number(), &info) != 0)
        return cannotRead(path, reasonText());
    if (S_ISDIR(info.st_mode))
        return cannotRead(path, "it is a directory, and a file is needed");
    (void)::fcntl(file.number(), F_SETFL, 0); // a pipe with a writer may be waited for
    return file.release();
}

Result<std::string> readFile(const std::string &path, std::size_t limit, const Watch &watch)
{
    const Result<int> opened = openToRead(path);
    if (!opened)
        return opened.error();
    const Descriptor file(opened.value());
    std::string content;
    std::string block(1u << 16, '\0');
    struct stat info = {};
    const bool sized = ::fstat(file.number(), &info) == 0 && info.st_size > 0;
    if (watch.stop.stop_possible())
        (void)::fcntl(file.number(), F_SETFL, O_NONBLOCK); // no read may last
    while (true) {
        if (watch.stop.stop_requested())
            return cannotRead(path, "reading was stopped");
        const ssize_t count = ::read(file.number(), block.data(), block.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN) {
            waitToRead(file.number(), watch.stop);
            continue;
        }
        if (count < 0)
            return cannotRead(path, reasonText());
        if (count == 0)
            return content;
        content.append(block, 0, static_cast<std::size_t>(count));
        if (sized)
            watch.tell(static_cast<double>(content.size()) / static_cast<double>(info.st_size));
        if (content.size() > limit)
            return cannotRead(path, "it is larger than " +
                                        figureOfCount(static_cast<std::int64_t>(limit)) + " bytes");
    }
}

Written writeFile(const std::string &path, std::string_view content)
{
    const FileContent file{path, std::string(content)};
    return writeFiles({&file, 1});
}

Written writeFiles(std::span<const FileContent> files)
{
    std::vector<FileWriter> writers;
    for (const FileContent &file : files) {
        if (Written opened = writers.emplace_back(file.path).open(); !opened)
            return opened;
    }
    // What cannot be undone goes last.
    for (const bool streams : {false, true}) {
        for (std::size_t i = 0; i < files.size(); ++i) {
            if (writers[i].isStream() != streams)
                continue;
            if (Written written = writers[i].write(files[i].content); !written)
                return written;
            if (Written sealed = writers[i].seal(); !sealed)
                return sealed;
        }
    }
    for (FileWriter &writer : writers) {
        if (Written taken = writer.commit(); !taken)
            return taken;
    }
    return {};
}

} // namespace core
