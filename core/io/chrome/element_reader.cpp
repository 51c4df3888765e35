// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/chrome/element_reader.h"

#include "core/base/text.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kBlock = 1u << 20;         // bytes
constexpr std::size_t kLongestMember = 1u << 20; // bytes
constexpr std::string_view kEvents = "traceEvents";

// The first quotation mark or backslash, eight bytes at a time; end: there is none.
const char *markIn(const char *at, const char *end)
{
    constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101;
    constexpr std::uint64_t kHighs = 0x8080'8080'8080'8080;
    // Not 0 where a byte is, and perhaps for bytes above it.
    const auto hasByte = [](std::uint64_t eight, char c) {
        const std::uint64_t zeros = eight ^ (kOnes * static_cast<unsigned char>(c));
        return (zeros - kOnes) & ~zeros & kHighs;
    };
    for (; end - at >= 8; at += 8) {
        std::uint64_t eight = 0;
        std::memcpy(&eight, at, sizeof eight);
        if ((hasByte(eight, '"') | hasByte(eight, '\\')) != 0)
            break;
    }
    while (at < end && *at != '"' && *at != '\\')
        ++at;
    return at;
}

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

} // namespace

ElementReader::ElementReader(ByteReader bytes)
    : m_bytes(std::move(bytes)), m_buffer(kBlock + kPadding)
{}

Result<ElementReader> ElementReader::open(const std::string &path, Watch watch)
{
    Result<ByteReader> bytes = ByteReader::open(path, std::move(watch));
    if (!bytes)
        return bytes.error();
    return ElementReader(std::move(bytes).value());
}

int ElementReader::lineAt(std::size_t at) const
{
    const auto begin = m_buffer.begin();
    return m_line +
           static_cast<int>(std::count(begin, begin + static_cast<std::ptrdiff_t>(at), '\n'));
}

Error ElementReader::refusal(const std::string &message) const
{
    return errorAt(m_bytes.path(), lineAt(std::min(m_at, m_end)), message);
}

Error ElementReader::refusalOfElement(const std::string &message) const
{
    return errorAt(m_bytes.path(), lineAt(m_kept), message);
}

Error ElementReader::cutOff() const
{
    return refusal("The trace is cut off: a bracket or quotation mark is not closed. Record it "
                   "again, or copy the file again.");
}

// More bytes behind those that are still needed.
Status ElementReader::fill()
{
    if (m_kept > 0) {
        m_line = lineAt(m_kept);
        std::memmove(m_buffer.data(), m_buffer.data() + m_kept, m_end - m_kept);
        m_at -= m_kept;
        m_end -= m_kept;
        m_kept = 0;
    }
    if (m_end + kPadding + kBlock / 2 > m_buffer.size())
        m_buffer.resize(2 * m_buffer.size());
    const std::span<char> room(m_buffer.data() + m_end, m_buffer.size() - kPadding - m_end);
    const Result<std::size_t> count = m_bytes.read(room, m_line);
    if (!count)
        return count.error();
    if (m_bytes.isBlownUp())
        return refusal("The file unpacks to more than " + figureOfCount(ByteReader::kMostTimes) +
                       " times its size, which no trace does: it is not read any further.");
    m_end += count.value();
    m_ended = count.value() == 0;
    return std::monostate{};
}

Result<std::optional<char>> ElementReader::peek()
{
    while (true) {
        while (m_at < m_end && isSpace(m_buffer[m_at]))
            ++m_at;
        m_kept = m_at;
        if (m_at < m_end)
            return std::optional(m_buffer[m_at]);
        if (m_ended)
            return std::optional<char>();
        if (const Status filled = fill(); !filled)
            return filled.error();
    }
}

Status ElementReader::begin()
{
    Result<std::optional<char>> first = peek();
    constexpr std::string_view kMark = "\xEF\xBB\xBF"; // some editors put it before UTF-8
    if (first && first.value() == kMark[0] &&
        std::string_view(m_buffer.data() + m_at, m_end - m_at).starts_with(kMark)) {
        m_at += kMark.size();
        first = peek();
    }
    if (!first)
        return first.error();
    if (!first.value())
        return refusal("The file is empty: a trace begins with { or [.");
    if (std::string_view(m_buffer.data() + m_at, m_end - m_at).starts_with("SQLite format 3"))
        return refusal("This is a database, as Nsight Systems exports it, and databases are not "
                       "read: make JSON of it first, as nsys2json does.");
    if (*first.value() != '{' && *first.value() != '[')
        return refusal("This is not a trace: one begins with { or [, as the PyTorch profiler's "
                       "export_chrome_trace() writes it.");
    m_bare = *first.value() == '[';
    m_place = m_bare ? Place::Events : Place::Members;
    ++m_at;
    return std::monostate{};
}

// The comma between two elements, or nothing before the first and the end.
Status ElementReader::skipSeparator(char end)
{
    Result<std::optional<char>> next = peek();
    if (!next)
        return next.error();
    if (!m_first && next.value() == ',') {
        ++m_at;
        next = peek();
        if (!next)
            return next.error();
    } else if (!m_first && next.value() && next.value() != end) {
        return refusal("This is not JSON: a comma is missing between two elements.");
    }
    m_first = false;
    return std::monostate{};
}

Status ElementReader::readKey()
{
    if (const Result<std::optional<char>> quote = peek(); !quote || quote.value() != '"')
        return quote ? Status(refusal("This is not JSON: a name in quotation marks must stand "
                                      "here."))
                     : Status(quote.error());
    const Result<std::string_view> key = scanValue(Keep::Member);
    if (!key)
        return key.error();
    m_member = key.value().size() > 2 ? key.value().substr(1, key.value().size() - 2) : "?";
    const Result<std::optional<char>> colon = peek();
    if (!colon)
        return colon.error();
    if (!colon.value())
        return cutOff();
    if (colon.value() != ':')
        return refusal("This is not JSON: a colon must stand behind \"" + m_member.substr(0, 40) +
                       "\".");
    ++m_at;
    return std::monostate{};
}

Result<std::optional<ChromeElement>> ElementReader::nextMember()
{
    while (true) {
        if (const Status separated = skipSeparator('}'); !separated)
            return separated.error();
        const Result<std::optional<char>> next = peek();
        if (!next)
            return next.error();
        if (!next.value())
            return cutOff();
        if (next.value() == '}') {
            ++m_at;
            m_place = Place::End;
            return std::optional<ChromeElement>();
        }
        if (const Status key = readKey(); !key)
            return key.error();
        const Result<std::optional<char>> value = peek();
        if (!value)
            return value.error();
        if (m_member == kEvents && value.value() == '[') {
            ++m_at;
            m_first = true;
            m_place = Place::Events;
            return nextEvent();
        }
        const Result<std::string_view> text = scanValue(Keep::Member);
        if (!text)
            return text.error();
        if (!text.value().empty())
            return std::optional(ChromeElement{m_member, text.value()});
    }
}

Result<std::optional<ChromeElement>> ElementReader::nextEvent()
{
    if (const Status separated = skipSeparator(']'); !separated)
        return separated.error();
    const Result<std::optional<char>> next = peek();
    if (!next)
        return next.error();
    // "The ] at the end of the JSON Array Format is optional" (Trace Event Format): programs that
    // crash cannot write it.
    if (!next.value() && !m_bare)
        return cutOff();
    if (!next.value() || next.value() == ']') {
        ++m_at;
        m_place = m_bare ? Place::End : Place::Members;
        return m_bare ? Result<std::optional<ChromeElement>>(std::optional<ChromeElement>())
                      : nextMember();
    }
    const Result<std::string_view> text = scanValue(Keep::Event);
    if (!text)
        return text.error();
    return std::optional(ChromeElement{{}, text.value()});
}

Result<std::optional<ChromeElement>> ElementReader::next()
{
    if (m_place == Place::Begin) {
        if (const Status begun = begin(); !begun)
            return begun.error();
    }
    if (m_place == Place::End)
        return std::optional<ChromeElement>();
    return m_place == Place::Events ? nextEvent() : nextMember();
}

Result<std::string_view> ElementReader::scanValue(Keep keep)
{
    m_depth = 0;
    m_objects = 0;
    m_inText = m_escaped = m_started = false;
    bool dropped = false;
    while (true) {
        const Result<bool> ended = scanPiece();
        if (!ended)
            return ended.error();
        if (ended.value())
            break;
        if (m_ended)
            return cutOff();
        if (keep == Keep::Event && m_at - m_kept > kLongestEvent)
            return refusal("An event is longer than " +
                           figureOf(Bytes{static_cast<std::int64_t>(kLongestEvent)}).text() +
                           ", the most that can be read.");
        if (keep == Keep::Member && m_at - m_kept > kLongestMember) {
            dropped = true;
            m_kept = m_at;
        }
        if (const Status filled = fill(); !filled)
            return filled.error();
    }
    const std::string_view text(m_buffer.data() + m_kept, m_at - m_kept);
    return dropped ? std::string_view() : text;
}

Result<bool> ElementReader::closeBracket(char bracket)
{
    if (m_depth == 0)
        return true; // of the list around it
    if ((m_objects & 1u) != (bracket == '}' ? 1u : 0u))
        return refusal(std::string("This is not JSON: ") + bracket +
                       " closes a bracket of the other kind.");
    m_objects >>= 1u;
    --m_depth;
    ++m_at;
    return m_depth == 0;
}

Status ElementReader::openBracket(char bracket)
{
    if (m_depth == kDeepest)
        return refusal("Brackets are nested more than " + std::to_string(kDeepest) +
                       " deep, the most that can be read.");
    ++m_depth;
    m_objects = (m_objects << 1u) | (bracket == '{' ? 1u : 0u);
    ++m_at;
    return std::monostate{};
}

// Behind the quotation mark that ends the text, or to the end of the buffer.
void ElementReader::scanText()
{
    const char *const end = m_buffer.data() + m_end;
    const char *at = m_buffer.data() + m_at;
    if (m_escaped && at < end) {
        ++at;
        m_escaped = false;
    }
    for (at = markIn(at, end); at < end && *at == '\\'; at = markIn(at, end)) {
        m_escaped = at + 1 == end;
        at += m_escaped ? 1 : 2;
    }
    m_inText = at == end;
    m_at = static_cast<std::size_t>(at - m_buffer.data()) + (m_inText ? 0 : 1);
}

Result<bool> ElementReader::scanPiece()
{
    while (m_at < m_end) {
        if (m_inText) {
            scanText();
            if (!m_inText && m_depth == 0)
                return true;
            continue;
        }
        const char c = m_buffer[m_at];
        if (m_depth == 0 && m_started && (c == ',' || isSpace(c)))
            return true; // a number or a word
        m_started = true;
        if (c == '{' || c == '[') {
            if (const Status opened = openBracket(c); !opened)
                return opened.error();
        } else if (c == '}' || c == ']') {
            if (const Result<bool> ended = closeBracket(c); !ended || ended.value())
                return ended;
        } else {
            m_inText = c == '"';
            ++m_at;
        }
    }
    return false;
}

} // namespace core
