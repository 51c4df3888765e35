// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"
#include "core/io/json/json_value.h"
#include "core/io/scenario/scenario_json.h"
#include "core/io/scenario/scenario_names.h"

#include <type_traits>

namespace core {

// When a field is written where everything is asked for; of short files, only if it has changed.
enum class WrittenWhen : std::uint8_t {
    Usually,   // yes
    Always,    // even in short files
    IfChanged, // no: without it, another field or the schedule decides
};

// One row of a table of fields: what is read is what is written. Enumerations are written by their
// names (namesOf); times and sizes as numbers in the unit of the file.
template <class Spec, class Value>
struct Field
{
    std::string_view key;
    Value Spec::*member;
    double unit = 1; // of the file, in that of the member
    WrittenWhen written = WrittenWhen::Usually;
};

template <class Spec, class Value>
void readField(ObjectReader &reader, const Field<Spec, Value> &field, Spec &spec)
{
    Value &target = spec.*field.member;
    if constexpr (std::is_enum_v<Value>)
        reader.take<Value>(field.key, target, namesOf(Value{}));
    else if constexpr (std::is_same_v<Value, Nanos> || std::is_same_v<Value, Bytes>)
        reader.takeScaled(field.key, field.unit, target.count);
    else if constexpr (std::is_same_v<Value, double>)
        field.unit == 1 ? reader.take(field.key, target)
                        : reader.takeScaled(field.key, field.unit, target);
    else
        reader.take(field.key, target);
}

template <class Spec, class Value>
[[nodiscard]] JsonValue fieldToJson(const Field<Spec, Value> &field, const Value &value)
{
    if constexpr (std::is_enum_v<Value>)
        return nameOf<Value>(value, namesOf(Value{}));
    else if constexpr (std::is_same_v<Value, Nanos> || std::is_same_v<Value, Bytes>)
        return field.unit == 1 ? JsonValue(value.count)
                               : JsonValue(static_cast<double>(value.count) / field.unit);
    else if constexpr (std::is_same_v<Value, double>)
        return field.unit == 1 ? JsonValue(value) : JsonValue(value / field.unit);
    else
        return JsonValue(value);
}

// base: what is read where the field is missing.
template <class Spec, class Value>
void writeField(JsonValue &json, const Field<Spec, Value> &field, const Spec &spec,
                const Spec &base, Detail detail)
{
    const Value &value = spec.*field.member;
    const bool whole = field.written == WrittenWhen::Always ||
                       (field.written == WrittenWhen::Usually && detail == Detail::Everything);
    if (whole || !(value == base.*field.member))
        json[field.key] = fieldToJson(field, value);
}

} // namespace core
