// SPDX-License-Identifier: GPL-3.0-or-later
// Chunks of text as "Portable Network Graphics (PNG) Specification (Third Edition)", 11.3.3, has
// them; the pixels are not looked at.
#include "core/io/picture/png_text.h"

#include "core/io/file/files.h"

#include <zlib.h>

#include <array>
#include <cstdint>
#include <optional>

namespace core {
namespace {

constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);
constexpr std::size_t kAroundData = 12; // length, type and checksum

std::uint32_t bigEndian(std::string_view bytes)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

// Up to and without the next zero byte; nothing if there is none.
std::optional<std::string_view> takeText(std::string_view &bytes)
{
    const std::size_t end = bytes.find('\0');
    if (end == std::string_view::npos)
        return {};
    const std::string_view text = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    return text;
}

// Nothing if it is damaged or longer than a scenario may be.
std::optional<std::string> unpacked(std::string_view bytes)
{
    z_stream stream = {};
    if (::inflateInit(&stream) != Z_OK)
        return {};
    // zlib does not write to what it reads.
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string text;
    std::array<char, 1u << 15> block;
    int code = Z_OK;
    while (code == Z_OK && text.size() <= kLargestScenarioFile) {
        stream.next_out = reinterpret_cast<Bytef *>(block.data());
        stream.avail_out = static_cast<uInt>(block.size());
        code = ::inflate(&stream, Z_NO_FLUSH);
        text.append(block.data(), block.size() - stream.avail_out);
    }
    ::inflateEnd(&stream);
    return code == Z_STREAM_END && text.size() <= kLargestScenarioFile ? std::optional(text)
                                                                       : std::nullopt;
}

std::string utf8OfLatin1(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const auto code = static_cast<std::uint8_t>(c);
        if (code < 0x80) {
            result += c;
        } else {
            result += static_cast<char>(0xC0 | code >> 6);
            result += static_cast<char>(0x80 | (code & 0x3F));
        }
    }
    return result;
}

// iTXt: compressed or not, a language, the key in it, and UTF-8
std::optional<std::string> internationalText(std::string_view data)
{
    if (data.size() < 2)
        return {};
    const bool compressed = data.front() != 0;
    data.remove_prefix(2);
    if (!takeText(data) || !takeText(data))
        return {};
    return compressed ? unpacked(data) : std::optional(std::string(data));
}

// The text of a chunk under this key; an empty one if it cannot be read.
std::optional<std::string> textOfChunk(std::string_view type, std::string_view data)
{
    const std::optional<std::string_view> key = takeText(data);
    if (!key || *key != kScenarioKey)
        return {};
    if (type == "iTXt")
        return internationalText(data).value_or("");
    if (type == "tEXt")
        return utf8OfLatin1(data);
    const std::optional<std::string> text = data.empty() ? std::nullopt : unpacked(data.substr(1));
    return utf8OfLatin1(text.value_or(""));
}

} // namespace

bool isPng(std::string_view bytes)
{
    return bytes.starts_with(kSignature);
}

Result<std::string> scenarioTextOfPng(std::string_view bytes, std::string_view name)
{
    std::string_view rest = bytes.substr(std::min(bytes.size(), kSignature.size()));
    while (rest.size() >= kAroundData) {
        const std::size_t size = bigEndian(rest);
        const std::string_view type = rest.substr(4, 4);
        if (size > rest.size() - kAroundData)
            break;
        if (type == "iTXt" || type == "tEXt" || type == "zTXt") {
            std::optional<std::string> text = textOfChunk(type, rest.substr(8, size));
            if (text && text->empty())
                return Error{std::string(name) +
                             ": The scenario in this picture is damaged or too large to be read."};
            if (text)
                return std::move(*text);
        }
        rest.remove_prefix(kAroundData + size);
    }
    return Error{std::string(name) + ": This image carries no scenario; only images that "
                                     "Parallarium exported can be opened."};
}

} // namespace core
