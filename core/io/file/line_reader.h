// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/watch.h"

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

    LineReader() = default;
    [[nodiscard]] Status fill();

    std::string m_path;
    Watch m_watch;
    std::unique_ptr<Stream, Close> m_stream;
    int m_line = 0;
};

} // namespace core
