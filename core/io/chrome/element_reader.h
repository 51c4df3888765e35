// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/file/byte_reader.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// A piece of a trace in the Trace Event Format ("Trace Event Format", Google 2016): an event, or
// what the document says beside the events.
struct ChromeElement
{
    std::string_view member; // of the document; empty: an event
    std::string_view text;   // JSON, until the next call; at least kPadding readable bytes follow
};

// Goes through a document of any length element by element; never more than one is in memory.
// Knows as much of JSON as it takes to find where an element ends, and leaves the rest to who reads
// the element.
class ElementReader
{
public:
    static constexpr std::size_t kPadding = 64;             // bytes
    static constexpr std::size_t kLongestEvent = 64u << 20; // bytes
    static constexpr std::size_t kDeepest = 64;             // brackets in brackets

    [[nodiscard]] static Result<ElementReader> open(const std::string &path, Watch watch = {});

    // The next element; nothing at the end. What the document says in more than a megabyte is left
    // out. Error, with path and line: it is cut off, is no such document, an event is too long or
    // too deep, or what the bytes of the file cannot be read for.
    [[nodiscard]] Result<std::optional<ChromeElement>> next();
    // An error about the element that next() gave.
    [[nodiscard]] Error refusalOfElement(const std::string &message) const;

private:
    enum class Place : std::uint8_t { Begin, Members, Events, End };
    enum class Keep : bool { Event, Member };

    explicit ElementReader(ByteReader bytes);
    [[nodiscard]] Error refusal(const std::string &message) const;
    [[nodiscard]] Error cutOff() const;
    [[nodiscard]] Status fill();
    // The next byte that is not white space, without taking it; nothing at the end.
    [[nodiscard]] Result<std::optional<char>> peek();
    [[nodiscard]] Status begin();
    [[nodiscard]] Result<std::optional<ChromeElement>> nextMember();
    [[nodiscard]] Result<std::optional<ChromeElement>> nextEvent();
    [[nodiscard]] Status skipSeparator(char end);
    [[nodiscard]] Status readKey();
    // Moves behind the value that begins here; its text, empty if it is a member too long to keep.
    [[nodiscard]] Result<std::string_view> scanValue(Keep keep);
    [[nodiscard]] Result<bool> scanPiece(); // true: the value ends here
    void scanText();
    [[nodiscard]] Status openBracket(char bracket);
    [[nodiscard]] Result<bool> closeBracket(char bracket);
    [[nodiscard]] int lineAt(std::size_t at) const;

    ByteReader m_bytes;
    std::vector<char> m_buffer; // with kPadding behind m_end
    std::size_t m_kept = 0;     // what lies before is not needed any more
    std::size_t m_at = 0;
    std::size_t m_end = 0;
    int m_line = 1; // at the front of the buffer
    bool m_ended = false;

    Place m_place = Place::Begin;
    bool m_bare = false;  // the document is the list of events alone
    bool m_first = true;  // of the list or object that is being read
    std::string m_member; // of the document that is being read
    // Of the value that is being scanned:
    std::size_t m_depth = 0;
    std::uint64_t m_objects = 0; // one bit for each open bracket, the innermost lowest: 1 for {
    bool m_inText = false;
    bool m_escaped = false;
    bool m_started = false;
};

} // namespace core
