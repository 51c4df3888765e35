// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/chrome/read_event.h"

#include "core/io/chrome/element_reader.h"

#include <simdjson.h>

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
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
        event.time = nanosOfMicros(tokenOf(value));
    else if (key == "dur")
        event.length = nanosOfMicros(tokenOf(value));
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

bool EventReader::read(std::string_view text, TraceEvent &event)
{
    event = {};
    Parser &parser = *m_parser;
    parser.counters.clear();
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    parser.error = parser.parser.iterate(text, text.size() + ElementReader::kPadding).get(document);
    if (parser.error || (parser.error = document.get_object().get(object)))
        return false;
    for (auto field : object) {
        std::string_view key;
        Value value;
        if ((parser.error = field.unescaped_key().get(key)) ||
            (parser.error = field.value().get(value)) || !parser.member(key, value, event))
            return false;
    }
    return true;
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
