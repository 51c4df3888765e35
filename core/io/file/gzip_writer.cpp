// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/gzip_writer.h"

#include <zlib.h>

#include <array>

namespace core {

struct GzipWriter::Stream
{
    z_stream state = {};
};

void GzipWriter::Close::operator()(Stream *stream) const
{
    (void)::deflateEnd(&stream->state);
    delete stream;
}

GzipWriter::GzipWriter() : m_stream(new Stream)
{
    constexpr int kGzipFormat = 16; // added to the bits of the window, see zlib.h
    if (::deflateInit2(&m_stream->state, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + kGzipFormat,
                       MAX_MEM_LEVEL - 1, Z_DEFAULT_STRATEGY) != Z_OK)
        m_stream.reset();
}

std::string GzipWriter::pack(std::string_view piece, int flush)
{
    std::string packed;
    if (!m_stream)
        return packed;
    z_stream &state = m_stream->state;
    std::array<Bytef, 1U << 16U> block;
    constexpr std::size_t kMostAtOnce = 1U << 30U; // zlib counts in 32 bits
    do {
        const std::string_view part = piece.substr(0, kMostAtOnce);
        piece.remove_prefix(part.size());
        // zlib does not write to its input, but asks for it without const.
        state.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(part.data()));
        state.avail_in = static_cast<uInt>(part.size());
        do {
            state.next_out = block.data();
            state.avail_out = static_cast<uInt>(block.size());
            (void)::deflate(&state, piece.empty() ? flush : Z_NO_FLUSH);
            packed.append(reinterpret_cast<const char *>(block.data()),
                          block.size() - state.avail_out);
        } while (state.avail_out == 0);
    } while (!piece.empty());
    return packed;
}

std::string GzipWriter::add(std::string_view piece)
{
    return pack(piece, Z_NO_FLUSH);
}

std::string GzipWriter::end()
{
    return pack({}, Z_FINISH);
}

bool isGzipName(std::string_view path)
{
    return path.ends_with(".gz");
}

} // namespace core
