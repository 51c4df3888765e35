// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/arriving_lines.h"

#include "core/io/file/files.h"

#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace core {

ArrivingLines::ArrivingLines(std::string path, int descriptor, std::size_t longest)
    : m_path(std::move(path)), m_file(descriptor), m_longest(longest)
{}

Result<ArrivingLines> ArrivingLines::open(const std::string &path, std::size_t longest)
{
    const Result<int> descriptor = openToRead(path);
    if (!descriptor)
        return descriptor.error();
    return ArrivingLines(path, descriptor.value(), longest);
}

// What there is now; an empty block ends the file.
Status ArrivingLines::fill()
{
    constexpr std::size_t kBlock = 1u << 16; // bytes
    m_at = 0;
    m_block.resize(kBlock);
    ssize_t count = 0;
    do
        count = ::read(m_file.number(), m_block.data(), m_block.size());
    while (count < 0 && errno == EINTR);
    m_block.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    if (count >= 0)
        return std::monostate{};
    return Error{m_path + ": The file cannot be read to its end: " +
                 std::error_code(errno, std::generic_category()).message() + '.'};
}

void ArrivingLines::append(std::string &line, std::size_t end)
{
    if (line.size() + (end - m_at) > m_longest) {
        m_tooLong = true;
        line.clear();
    }
    if (!m_tooLong)
        line.append(m_block, m_at, end - m_at);
}

Result<bool> ArrivingLines::next(std::string &line)
{
    line.clear();
    m_tooLong = false;
    ++m_line;
    while (true) {
        if (m_at == m_block.size()) {
            if (Status filled = fill(); !filled)
                return filled.error();
            if (m_block.empty())
                return m_tooLong || !line.empty();
        }
        const std::size_t found = m_block.find('\n', m_at);
        const bool ended = found != std::string::npos;
        const std::size_t end = ended ? found : m_block.size();
        append(line, end);
        m_at = end + (ended ? 1 : 0);
        if (ended)
            return true;
    }
}

} // namespace core
