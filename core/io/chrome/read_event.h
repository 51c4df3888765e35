// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/trace_event.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace core {

// Reads events out of JSON, one after the other.
class EventReader
{
public:
    EventReader();
    ~EventReader();
    EventReader(EventReader &&other) noexcept;
    EventReader &operator=(EventReader &&other) noexcept;

    // At least ElementReader::kPadding readable bytes follow the text. Texts in it that profilers
    // write wrongly are mended: bytes that are not UTF-8, line breaks, and backslashes that begin
    // no escape. False: it is not JSON even so, or no object; reason() says why. Texts of the event
    // live until the next call.
    [[nodiscard]] bool read(std::string_view text, TraceEvent &event);
    [[nodiscard]] std::string_view reason() const;
    // Of the counter that was read.
    [[nodiscard]] std::span<const CounterValue> counters() const;

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

// A time in microseconds, as a JSON number, in nanoseconds: exactly, where a double of microseconds
// since 1970 is off by 250 ns. Rounded to the nearest. Nothing: it is no number (NaN), or is
// further from zero than 292 years.
[[nodiscard]] std::optional<std::int64_t> nanosOfMicros(std::string_view number);

} // namespace core
