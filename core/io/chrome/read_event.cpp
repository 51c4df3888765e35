// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/chrome/read_event.h"

#include "core/base/printable.h"
#include "core/io/chrome/element_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>
#include <vector>

namespace core {
namespace {

using Value = simdjson::ondemand::value;
static_assert(ElementReader::kPadding >= simdjson::SIMDJSON_PADDING);

struct NumberArgument
{
    std::string_view key;
    std::int64_t TraceEvent::Arguments::*target;
};
struct TextArgument
{
    std::string_view key;
    std::string_view TraceEvent::Arguments::*target;
};
using Arguments = TraceEvent::Arguments;

// What Kineto writes (output_json.cpp), as far as it is of use here.
constexpr std::array<NumberArgument, 10> kNumbers = {{{"device", &Arguments::device},
                                                      {"stream", &Arguments::stream},
                                                      {"correlation", &Arguments::correlation},
                                                      {"In msg nelems", &Arguments::elementsIn},
                                                      {"Out msg nelems", &Arguments::elementsOut},
                                                      {"Seq", &Arguments::sequence},
                                                      {"Device Type", &Arguments::deviceType},
                                                      {"Device Id", &Arguments::deviceId},
                                                      {"Total Allocated", &Arguments::allocated},
                                                      {"Total Reserved", &Arguments::reserved}}};
constexpr std::array<TextArgument, 7> kTexts = {
    {{"Collective name", &Arguments::collective},
     {"dtype", &Arguments::elementType},
     {"Process Group Name", &Arguments::group},
     {"Process Group Description", &Arguments::groupDescription},
     {"Process Group Ranks", &Arguments::groupRanks},
     {"name", &Arguments::label},
     {"labels", &Arguments::label}}};

std::string_view trimmed(std::string_view text)
{
    const std::size_t last = text.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::string_view unquoted(std::string_view text)
{
    const bool quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
    return quoted ? text.substr(1, text.size() - 2) : text;
}

std::string_view tokenOf(Value &value)
{
    return trimmed(value.raw_json_token());
}

std::optional<std::int64_t> wholeNumber(std::string_view token)
{
    token = unquoted(token); // Kineto writes some numbers as texts
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), number);
    const bool whole = error == std::errc() && end == token.data() + token.size() && number >= 0;
    return whole ? std::optional(number) : std::nullopt;
}

} // namespace

struct EventReader::Parser
{
    simdjson::ondemand::parser parser;
    simdjson::error_code error = simdjson::SUCCESS;
    std::vector<CounterValue> counters;
    std::string mended; // JSON of the event

    bool event(std::string_view json, TraceEvent &event);
    bool text(Value &value, std::string_view &target)
    {
        simdjson::ondemand::json_type type = {};
        if ((error = value.type().get(type)))
            return false;
        if (type == simdjson::ondemand::json_type::string)
            error = value.get_string().get(target);
        else if (type == simdjson::ondemand::json_type::number)
            target = tokenOf(value);
        return !error;
    }
    void count(std::string_view series, std::string_view token)
    {
        double number = 0;
        const auto [end, wrong] =
            std::from_chars(token.data(), token.data() + token.size(), number);
        if (wrong == std::errc() && std::isfinite(number))
            counters.push_back({series, number});
    }
    bool argument(std::string_view key, Value &value, TraceEvent &event);
    bool arguments(Value &value, TraceEvent &event);
    bool member(std::string_view key, Value &value, TraceEvent &event);
};

bool EventReader::Parser::argument(std::string_view key, Value &value, TraceEvent &event)
{
    for (const NumberArgument &known : kNumbers) {
        if (key == known.key) {
            event.arguments.*known.target = wholeNumber(tokenOf(value)).value_or(-1);
            return true;
        }
    }
    for (const TextArgument &known : kTexts) {
        if (key == known.key)
            return text(value, event.arguments.*known.target);
    }
    return true;
}

bool EventReader::Parser::arguments(Value &value, TraceEvent &event)
{
    simdjson::ondemand::json_type type = {};
    if ((error = value.type().get(type)))
        return false;
    if (type != simdjson::ondemand::json_type::object)
        return true;
    simdjson::ondemand::object object;
    if ((error = value.get_object().get(object)))
        return false;
    for (auto field : object) {
        std::string_view key;
        Value entry;
        if ((error = field.unescaped_key().get(key)) || (error = field.value().get(entry)))
            return false;
        if (event.phase == 'C')
            count(key, tokenOf(entry));
        if (!argument(key, entry, event))
            return false;
    }
    return true;
}

bool EventReader::Parser::member(std::string_view key, Value &value, TraceEvent &event)
{
    if (key == "ph") {
        std::string_view phase;
        const bool read = text(value, phase);
        event.phase = phase.empty() ? '\0' : phase.front();
        return read;
    }
    if (key == "cat")
        return text(value, event.category);
    if (key == "name")
        return text(value, event.name);
    if (key == "ts")
        event.time = nanosOfMicros(unquoted(tokenOf(value)));
    else if (key == "dur")
        event.length = nanosOfMicros(unquoted(tokenOf(value)));
    else if (key == "pid")
        event.process = unquoted(tokenOf(value));
    else if (key == "tid")
        event.thread = unquoted(tokenOf(value));
    else if (key == "id")
        event.flow = unquoted(tokenOf(value));
    else if (key == "args")
        return arguments(value, event);
    return true;
}

EventReader::EventReader() : m_parser(std::make_unique<Parser>()) {}
EventReader::~EventReader() = default;
EventReader::EventReader(EventReader &&other) noexcept = default;
EventReader &EventReader::operator=(EventReader &&other) noexcept = default;

bool EventReader::Parser::event(std::string_view json, TraceEvent &event)
{
    event = {};
    counters.clear();
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    error = parser.iterate(json, json.size() + ElementReader::kPadding).get(document);
    if (error || (error = document.get_object().get(object)))
        return false;
    for (auto field : object) {
        std::string_view key;
        Value value;
        if ((error = field.unescaped_key().get(key)) || (error = field.value().get(value)) ||
            !member(key, value, event))
            return false;
    }
    return true;
}

namespace {

bool beginsEscape(std::string_view text)
{
    constexpr std::string_view kPlain = "\"\\/bfnrt";
    constexpr std::size_t kDigits = 4;
    if (text.size() < 2 || text[1] != 'u')
        return text.size() >= 2 && kPlain.find(text[1]) != std::string_view::npos;
    const std::string_view digits = text.substr(2, kDigits);
    return digits.size() == kDigits &&
           digits.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

// See EventReader::read(). False: there is nothing to mend.
bool mendTexts(std::string_view json, std::string &mended)
{
    mended.clear();
    bool inText = false;
    bool changed = false;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        const std::size_t length = codePointLength(json.substr(at));
        std::string_view kept = json.substr(at, std::max<std::size_t>(1, length));
        std::size_t taken = kept.size();
        if (inText && c == '\\' && beginsEscape(json.substr(at))) {
            kept = json.substr(at, 2);
            taken = 2;
        } else if (inText && c == '\\') {
            kept = "\\\\";
        } else if (inText && static_cast<unsigned char>(c) < 0x20) {
            kept = " ";
        } else if (length == 0) {
            kept = "?";
        } else if (c == '"') {
            inText = !inText;
        }
        changed = changed || kept != json.substr(at, taken);
        mended += kept;
        at += taken;
    }
    return changed;
}

} // namespace

bool EventReader::read(std::string_view text, TraceEvent &event)
{
    Parser &parser = *m_parser;
    if (parser.event(text, event))
        return true;
    const simdjson::error_code first = parser.error;
    if (mendTexts(text, parser.mended)) {
        parser.mended.append(ElementReader::kPadding, ' ');
        const std::string_view json(parser.mended.data(),
                                    parser.mended.size() - ElementReader::kPadding);
        if (parser.event(json, event))
            return true;
    }
    parser.error = first;
    return false;
}

std::string_view EventReader::reason() const
{
    return simdjson::error_message(m_parser->error);
}

std::span<const CounterValue> EventReader::counters() const
{
    return m_parser->counters;
}

namespace {

// Digits without an exponent, which is what profilers write.
std::optional<std::int64_t> plainNanos(std::string_view digits)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max() / 10'000;
    const std::size_t point = digits.find('.');
    std::int64_t nanos = 0;
    const std::string_view whole = digits.substr(0, point);
    if (whole.empty() || whole.find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    for (const char digit : whole) {
        if (nanos > kMost)
            return {};
        nanos = 10 * nanos + (digit - '0');
    }
    const std::string_view part =
        point == std::string_view::npos ? std::string_view() : digits.substr(point + 1);
    if (part.find_first_not_of("0123456789") != std::string_view::npos)
        return {};
    if (nanos > std::numeric_limits<std::int64_t>::max() / 1'000 - 1)
        return {};
    for (std::size_t i = 0; i < 3; ++i)
        nanos = 10 * nanos + (i < part.size() ? part[i] - '0' : 0);
    return nanos + (part.size() > 3 && part[3] >= '5' ? 1 : 0);
}

} // namespace

std::optional<std::int64_t> nanosOfMicros(std::string_view number)
{
    const bool negative = number.starts_with('-');
    const std::string_view digits = number.substr(negative ? 1 : 0);
    if (const std::optional<std::int64_t> nanos = plainNanos(digits))
        return negative ? -*nanos : *nanos;
    double micros = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), micros);
    constexpr double kMost = 9.2e15; // us, of what 64 bits of nanoseconds hold
    if (error != std::errc() || end != number.data() + number.size() || !(std::abs(micros) < kMost))
        return {};
    return std::llround(micros * 1e3);
}

} // namespace core
