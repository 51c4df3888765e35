// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"
#include "core/io/file/gzip_writer.h"

#include <optional>
#include <string>
#include <string_view>

namespace core {

// Bytes to an open file in pieces of some size, packed or not, in constant memory. After a failure
// nothing more is written.
class TextSink
{
public:
    TextSink(FileWriter &writer, bool packed);

    void add(std::string_view piece);
    [[nodiscard]] bool failed() const { return !m_state; }
    // Everything is in the file, which the caller seals and takes into use.
    [[nodiscard]] Written end();

private:
    void flush();

    FileWriter &m_writer;
    std::optional<GzipWriter> m_gzip;
    std::string m_buffer;
    Written m_state;
};

} // namespace core
