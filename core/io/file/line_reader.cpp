// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/line_reader.h"

#include "core/base/text.h"

#include <algorithm>
#include <utility>

namespace core {

LineReader::LineReader(ByteReader bytes)
    : m_bytes(std::move(bytes)), m_block(std::make_unique<std::array<char, 1u << 16>>())
{}

Result<LineReader> LineReader::open(const std::string &path, Watch watch)
{
    Result<ByteReader> bytes = ByteReader::open(path, std::move(watch));
    if (!bytes)
        return bytes.error();
    return LineReader(std::move(bytes).value());
}

// The next block; an empty one ends the file.
Status LineReader::fill()
{
    const Result<std::size_t> count = m_bytes.read(*m_block, m_line);
    if (!count)
        return count.error();
    m_at = 0;
    m_size = count.value();
    m_ended = m_size == 0;
    return std::monostate{};
}

Result<std::string_view> LineReader::peek()
{
    if (m_at == m_size && !m_ended) {
        if (const Status filled = fill(); !filled)
            return filled.error();
    }
    return std::string_view(m_block->data() + m_at, m_size - m_at);
}

Result<bool> LineReader::next(std::string &line)
{
    line.clear();
    ++m_line;
    while (true) {
        if (m_at == m_size) {
            if (const Status filled = fill(); !filled)
                return filled.error();
            if (m_ended)
                return !line.empty();
        }
        const char *const begin = m_block->data() + m_at;
        const char *const stop = m_block->data() + m_size;
        const char *const end = std::find(begin, stop, '\n');
        line.append(begin, end);
        m_at += static_cast<std::size_t>(end - begin) + (end != stop);
        if (line.size() > kLongestLine)
            return errorAt(path(), m_line,
                           "The line is longer than " +
                               figureOfCount(static_cast<std::int64_t>(kLongestLine)) +
                               " bytes, the most that can be read.");
        if (end != stop)
            return true;
    }
}

} // namespace core
