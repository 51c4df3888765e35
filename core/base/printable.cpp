// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace core {
namespace {

// Of a valid code point of 1 to 4 bytes.
std::uint32_t codePointOf(std::string_view bytes)
{
    const auto byte = [bytes](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
    if (bytes.size() == 1)
        return byte(0);
    constexpr std::array<std::uint32_t, 5> kFirstBits = {0, 0x7F, 0x1F, 0x0F, 0x07};
    std::uint32_t point = byte(0) & kFirstBits[bytes.size()];
    for (std::size_t i = 1; i < bytes.size(); ++i)
        point = point << 6 | (byte(i) & 0x3Fu);
    return point;
}

// C0, DEL, C1 (where U+009B starts a sequence as Escape [ does), line separators, and bidirectional
// overrides.
bool isUnprintable(std::uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x2028 || point == 0x2029 ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

// "\x1b", "\u009b"
std::string shown(std::uint32_t value, char letter, int digits)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text = {'\\', letter};
    for (int digit = digits - 1; digit >= 0; --digit)
        text += kDigits[value >> (4 * digit) & 15];
    return text;
}

} // namespace

std::size_t codePointLength(std::string_view text)
{
    const auto byte = [text](std::size_t i) {
        return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
    };
    const auto follows = [byte](std::size_t i) { return (byte(i) & 0xC0) == 0x80; };
    const std::uint8_t first = byte(0);
    if (first < 0x80)
        return text.empty() ? 0 : 1;
    if (first >= 0xC2 && first <= 0xDF)
        return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && byte(1) < 0xA0;
        const bool surrogate = first == 0xED && byte(1) > 0x9F;
        return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && byte(1) < 0x90;
        const bool tooLarge = first == 0xF4 && byte(1) > 0x8F;
        return follows(1) && follows(2) && follows(3) && !overlong && !tooLarge ? 4 : 0;
    }
    return 0;
}

std::string printable(std::string_view text, LineBreaks breaks)
{
    std::string result;
    result.reserve(text.size());
    const auto isPlain = [breaks](char c) {
        return (c >= ' ' && c <= '~') || (breaks == LineBreaks::Kept && (c == '\n' || c == '\t'));
    };
    while (!text.empty()) {
        const auto plain =
            static_cast<std::size_t>(std::ranges::find_if_not(text, isPlain) - text.begin());
        result += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            break;
        const std::size_t length = codePointLength(text);
        const std::string_view bytes = text.substr(0, std::max<std::size_t>(1, length));
        text.remove_prefix(bytes.size());
        if (length == 0)
            result += shown(static_cast<std::uint8_t>(bytes.front()), 'x', 2);
        else if (const std::uint32_t point = codePointOf(bytes); isUnprintable(point))
            result += point < 0x20 ? shown(point, 'x', 2) : shown(point, 'u', 4);
        else
            result += bytes;
    }
    return result;
}

bool hasUnprintable(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = codePointLength(text);
        if (length == 0 || isUnprintable(codePointOf(text.substr(0, length))))
            return true;
        text.remove_prefix(length);
    }
    return false;
}

} // namespace core
