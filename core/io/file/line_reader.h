// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/watch.h"
#include "core/io/file/byte_reader.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace core {

// Lines of a file, plain or gzip, one after the other; never more than one line in memory.
class LineReader
{
public:
    static constexpr std::size_t kLongestLine = 160u << 20; // bytes

    [[nodiscard]] static Result<LineReader> open(const std::string &path, Watch watch = {});

    // The next line without its end; false after the last. Error: unreadable, damaged gzip, a
    // line that is too long, more bytes than the watch allows, or stopped.
    [[nodiscard]] Result<bool> next(std::string &line);
    // What comes next, as far as it has been unpacked, without taking it; empty at the end.
    [[nodiscard]] Result<std::string_view> peek();
    [[nodiscard]] int lineNumber() const { return m_line; } // of the last line, from 1
    [[nodiscard]] const std::string &path() const { return m_bytes.path(); }
    static constexpr std::int64_t kMostTimes = ByteReader::kMostTimes;
    [[nodiscard]] bool isBlownUp() const { return m_bytes.isBlownUp(); }

private:
    explicit LineReader(ByteReader bytes);
    [[nodiscard]] Status fill();

    ByteReader m_bytes;
    std::unique_ptr<std::array<char, 1u << 16>> m_block;
    std::size_t m_at = 0;
    std::size_t m_size = 0; // of the block that is filled
    int m_line = 0;
    bool m_ended = false;
};

} // namespace core
