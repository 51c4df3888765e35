// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file/text_sink.h"

namespace core {
namespace {

constexpr std::size_t kPiece = 1U << 16U; // bytes

} // namespace

TextSink::TextSink(FileWriter &writer, bool packed) : m_writer(writer)
{
    if (!packed)
        return;
    m_gzip.emplace();
    if (!m_gzip->isReady())
        m_state = Error{"There is not enough memory to pack the file."};
}

void TextSink::add(std::string_view piece)
{
    m_buffer += piece;
    if (m_buffer.size() >= kPiece)
        flush();
}

void TextSink::flush()
{
    if (m_state)
        m_state = m_writer.write(m_gzip ? m_gzip->add(m_buffer) : m_buffer);
    m_buffer.clear();
}

Written TextSink::end()
{
    flush();
    if (m_state && m_gzip)
        m_state = m_writer.write(m_gzip->end());
    return m_state;
}

} // namespace core
