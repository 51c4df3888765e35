// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/file/descriptor.h"

#include <cstddef>
#include <string>

namespace core {

// Lines of plain text, each as soon as it has been written: who asks through a pipe waits for the
// answer before the next question. Never more than one line is in memory.
class ArrivingLines
{
public:
    // "-" is standard input. longest: bytes of a line without its end.
    [[nodiscard]] static Result<ArrivingLines> open(const std::string &path, std::size_t longest);

    // The next line without its end; false after the last. A line that is too long is skipped, and
    // comes empty. Error: unreadable.
    [[nodiscard]] Result<bool> next(std::string &line);
    [[nodiscard]] bool wasTooLong() const { return m_tooLong; } // of the last line
    [[nodiscard]] int lineNumber() const { return m_line; }     // of the last line, from 1

private:
    ArrivingLines(std::string path, int descriptor, std::size_t longest);
    [[nodiscard]] Status fill();
    void append(std::string &line, std::size_t end);

    std::string m_path;
    Descriptor m_file;
    std::size_t m_longest = 0;
    std::string m_block; // what was read last
    std::size_t m_at = 0;
    int m_line = 0;
    bool m_tooLong = false;
};

} // namespace core
