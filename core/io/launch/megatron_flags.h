// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace core {

// What is known of one argument of Megatron-LM and its relatives.
struct MegatronFlag
{
    enum class Takes : std::uint8_t { Nothing, One, Many };
    enum class Effect : std::uint8_t {
        Read,    // becomes a part of the scenario
        Idle,    // changes neither time nor memory of a step
        Told,    // does, and is not simulated: why says what
        Refused, // makes another run of it: why says what to do
    };
    std::string_view name;
    Takes takes = Takes::Nothing;
    Effect effect = Effect::Read;
    std::string_view why = {};
    // Values, with blanks between them, with which it is as good as not given: logs say them too.
    std::string_view off = {};
};

// Null: not an argument that is known here, perhaps of a fork. name: with dashes throughout.
[[nodiscard]] const MegatronFlag *findMegatronFlag(std::string_view name);
// The one that differs from this by two letters at most; empty: none does.
[[nodiscard]] std::string_view similarMegatronFlag(std::string_view name);

} // namespace core
