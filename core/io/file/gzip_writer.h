// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace core {

// Packs a text piece by piece as a gzip file. The same text gives the same bytes on every day.
class GzipWriter
{
public:
    GzipWriter();
    // False: there was no memory for it.
    [[nodiscard]] bool isReady() const { return m_stream != nullptr; }

    // What is ready to be written of all pieces up to this one; it may be nothing yet.
    [[nodiscard]] std::string add(std::string_view piece);
    // The rest. Nothing can be added after it.
    [[nodiscard]] std::string end();

private:
    struct Stream;
    struct Close
    {
        void operator()(Stream *stream) const;
    };
    [[nodiscard]] std::string pack(std::string_view piece, int flush);

    std::unique_ptr<Stream, Close> m_stream;
};

// Whether a file of this name is to be packed: "run.json.gz".
[[nodiscard]] bool isGzipName(std::string_view path);

} // namespace core
