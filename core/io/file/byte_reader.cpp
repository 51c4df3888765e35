// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/byte_reader.h"

#include "core/base/text.h"
#include "core/io/file/files.h"

#include <filesystem>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace core {

struct ByteReader::Stream
{
    gzFile file = nullptr;
    std::int64_t unpacked = 0;
    std::int64_t packed = 0; // bytes of the file; 0: not known
    bool ended = false;
};

void ByteReader::Close::operator()(Stream *stream) const
{
    if (stream->file)
        ::gzclose(stream->file);
    delete stream;
}

Result<ByteReader> ByteReader::open(const std::string &path, Watch watch)
{
    const Result<int> descriptor = openToRead(path);
    if (!descriptor)
        return descriptor.error();
    ByteReader reader;
    reader.m_path = path;
    reader.m_watch = std::move(watch);
    reader.m_stream.reset(new Stream);
    struct stat info = {};
    if (::fstat(descriptor.value(), &info) == 0 && S_ISREG(info.st_mode))
        reader.m_stream->packed = info.st_size;
    reader.m_stream->file = ::gzdopen(descriptor.value(), "rb");
    if (!reader.m_stream->file) {
        ::close(descriptor.value());
        return Error{path + ": The file cannot be read: out of memory."};
    }
    constexpr unsigned kBuffer = 1u << 17; // bytes; the usual 8 kB cost a system call each
    (void)::gzbuffer(reader.m_stream->file, kBuffer);
    return reader;
}

Result<std::size_t> ByteReader::read(std::span<char> target, int line)
{
    Stream &stream = *m_stream;
    if (m_watch.stop.stop_requested())
        return errorAt(m_path, line, "Reading was stopped.");
    const int count =
        stream.ended ? 0
                     : ::gzread(stream.file, target.data(), static_cast<unsigned>(target.size()));
    int code = Z_OK;
    (void)::gzerror(stream.file, &code);
    if (count < 0 || (count == 0 && code < 0)) // what came before a truncation is returned first
        return errorAt(m_path, line,
                       "The file cannot be read to its end: " +
                           (code == Z_ERRNO ? std::string(std::strerror(errno))
                                            : "its gzip data is damaged or truncated") +
                           ".");
    stream.ended = count == 0;
    stream.unpacked += count;
    if (stream.unpacked > m_watch.mostBytes)
        return errorAt(m_path, line,
                       "The file holds more than " + figureOf(Bytes{m_watch.mostBytes}).text() +
                           " of text, the most that can be read here.");
    if (stream.packed > 0)
        m_watch.tell(static_cast<double>(::gzoffset(stream.file)) /
                     static_cast<double>(stream.packed));
    return static_cast<std::size_t>(count);
}

bool ByteReader::isBlownUp() const
{
    constexpr z_off_t kHarmless = 32 << 20; // bytes
    const z_off_t unpacked = ::gztell(m_stream->file);
    return unpacked > kHarmless && ::gzdirect(m_stream->file) == 0 &&
           unpacked / kMostTimes > ::gzoffset(m_stream->file);
}

std::string beginningOf(const std::string &path, std::size_t most)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return {};
    Result<ByteReader> reader = ByteReader::open(path);
    if (!reader)
        return {};
    std::string beginning(most, '\0');
    const Result<std::size_t> count = reader.value().read(beginning, 1);
    beginning.resize(count ? count.value() : 0);
    return beginning;
}

} // namespace core
