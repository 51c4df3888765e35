// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/watch.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace core {

// The bytes of a file, plain or unpacked from gzip, a piece at a time.
class ByteReader
{
public:
    [[nodiscard]] static Result<ByteReader> open(const std::string &path, Watch watch = {});

    // Fills the front of target and returns how many bytes it got; 0 at the end of the file.
    // Error, as "PATH:LINE: …" with the line that the caller has come to: unreadable, damaged gzip,
    // more bytes than the watch allows, or stopped.
    [[nodiscard]] Result<std::size_t> read(std::span<char> target, int line);
    [[nodiscard]] const std::string &path() const { return m_path; }
    // A small file has unpacked to more than kMostTimes its size: nothing that anybody wrote.
    static constexpr std::int64_t kMostTimes = 200;
    [[nodiscard]] bool isBlownUp() const;

private:
    struct Stream;
    struct Close
    {
        void operator()(Stream *stream) const;
    };

    ByteReader() = default;

    std::string m_path;
    Watch m_watch;
    std::unique_ptr<Stream, Close> m_stream;
};

// What the file begins with, plain or unpacked, up to so many bytes. Empty: it cannot be read, or
// is no regular file: what is read from a pipe to look at it would be gone.
[[nodiscard]] std::string beginningOf(const std::string &path, std::size_t most);

} // namespace core
