// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/line_reader.h"

#include "core/base/text.h"
#include "core/io/file/files.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace core {

struct LineReader::Stream
{
    gzFile file = nullptr;
    std::array<char, 1u << 16> block = {};
    std::size_t at = 0;
    std::size_t size = 0; // of the block that is filled
    std::int64_t unpacked = 0;
    std::int64_t packed = 0; // bytes of the file; 0: not known
    bool ended = false;
};

void LineReader::Close::operator()(Stream *stream) const
{
    if (stream->file)
        ::gzclose(stream->file);
    delete stream;
}

Result<LineReader> LineReader::open(const std::string &path, Watch watch)
{
    const Result<int> descriptor = openToRead(path);
    if (!descriptor)
        return descriptor.error();
    LineReader reader;
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
    return reader;
}

// The next block; an empty one ends the file.
Status LineReader::fill()
{
    Stream &stream = *m_stream;
    if (m_watch.stop.stop_requested())
        return errorAt(m_path, m_line, "Reading was stopped.");
    const int count = stream.ended ? 0
                                   : ::gzread(stream.file, stream.block.data(),
                                              static_cast<unsigned>(stream.block.size()));
    int code = Z_OK;
    (void)::gzerror(stream.file, &code);
    if (count < 0 || (count == 0 && code < 0)) // what came before a truncation is returned first
        return errorAt(m_path, m_line,
                       "The file cannot be read to its end: " +
                           (code == Z_ERRNO ? std::string(std::strerror(errno))
                                            : "its gzip data is damaged or truncated") +
                           ".");
    stream.at = 0;
    stream.size = static_cast<std::size_t>(count);
    stream.ended = count == 0;
    stream.unpacked += count;
    if (stream.unpacked > m_watch.mostBytes)
        return errorAt(m_path, m_line,
                       "The file holds more than " + figureOf(Bytes{m_watch.mostBytes}).text() +
                           " of text, the most that can be read here.");
    if (stream.packed > 0)
        m_watch.tell(static_cast<double>(::gzoffset(stream.file)) /
                     static_cast<double>(stream.packed));
    return std::monostate{};
}

Result<std::string_view> LineReader::peek()
{
    Stream &stream = *m_stream;
    if (stream.at == stream.size && !stream.ended) {
        if (const Status filled = fill(); !filled)
            return filled.error();
    }
    return std::string_view(stream.block.data() + stream.at, stream.size - stream.at);
}

Result<bool> LineReader::next(std::string &line)
{
    line.clear();
    Stream &stream = *m_stream;
    ++m_line;
    while (true) {
        if (stream.at == stream.size) {
            if (const Status filled = fill(); !filled)
                return filled.error();
            if (stream.ended)
                return !line.empty();
        }
        const char *const begin = stream.block.data() + stream.at;
        const char *const stop = stream.block.data() + stream.size;
        const char *const end = std::find(begin, stop, '\n');
        line.append(begin, end);
        stream.at += static_cast<std::size_t>(end - begin) + (end != stop);
        if (line.size() > kLongestLine)
            return errorAt(m_path, m_line,
                           "The line is longer than " +
                               figureOfCount(static_cast<std::int64_t>(kLongestLine)) +
                               " bytes, the most that can be read.");
        if (end != stop)
            return true;
    }
}

bool LineReader::isBlownUp() const
{
    constexpr z_off_t kHarmless = 32 << 20; // bytes
    const z_off_t unpacked = ::gztell(m_stream->file);
    return unpacked > kHarmless && ::gzdirect(m_stream->file) == 0 &&
           unpacked / kMostTimes > ::gzoffset(m_stream->file);
}

} // namespace core
