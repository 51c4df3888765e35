// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/gzip.h"

#include <zlib.h>

#include <array>

namespace core {

bool isGzip(std::string_view bytes)
{
    return bytes.starts_with("\x1f\x8b");
}

Result<std::string> unpackGzip(std::string_view bytes, std::size_t limit)
{
    std::string text;
    z_stream stream = {};
    stream.next_in =
        const_cast<Bytef *>(reinterpret_cast<const Bytef *>(bytes.data())); // zlib reads it only
    stream.avail_in = static_cast<uInt>(bytes.size());
    constexpr int kGzip = 16 + MAX_WBITS;
    if (inflateInit2(&stream, kGzip) != Z_OK)
        return Error{"There is no memory to unpack it."};
    std::array<char, 1U << 16U> block{};
    int status = Z_OK;
    while (status == Z_OK && text.size() <= limit) {
        stream.next_out = reinterpret_cast<Bytef *>(block.data());
        stream.avail_out = block.size();
        status = inflate(&stream, Z_NO_FLUSH);
        text.append(block.data(), block.size() - stream.avail_out);
        const bool more = status == Z_STREAM_END && stream.avail_in > 0;
        if (more) // a gzip file may have several members
            status = inflateReset(&stream);
    }
    inflateEnd(&stream);
    if (text.size() > limit)
        return Error{"More than " + std::to_string(limit) + " bytes are packed in it."};
    if (status != Z_STREAM_END)
        return Error{"It is a broken gzip file: it ends early or was changed."};
    return text;
}

} // namespace core
