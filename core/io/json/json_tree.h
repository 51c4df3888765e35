// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// A JSON value that knows its place, so that a complaint can name the line.
struct JsonNode
{
    // NotFinite: Infinity, -Infinity or NaN, as Python writes them; its text is the word.
    enum class Kind : std::uint8_t {
        Null,
        Bool,
        Integer,
        Number,
        NotFinite,
        String,
        Array,
        Object
    };

    Kind kind = Kind::Null;
    bool flag = false;
    int line = 0; // from 1; -1 - i: from the i-th --set
    std::int64_t integer = 0;
    double number = 0;           // set for integers too
    std::string key;             // as a member of an object
    std::string text;            // of a whole number that no integer holds: its digits
    std::vector<JsonNode> items; // of an array, or the members of an object

    [[nodiscard]] const JsonNode *member(std::string_view name) const;
    [[nodiscard]] JsonNode *member(std::string_view name);
};

// Refuses with "NAME:LINE: …": text that is not UTF-8 or not JSON, keys given twice, numbers that
// no double holds, more than 64 levels, more than a million values.
// firstLine: which line of NAME the text begins at.
[[nodiscard]] Result<JsonNode> parseJsonTree(std::string_view text, std::string_view name,
                                             int firstLine = 1);

// The same of Hjson, the JSON with comments that DeepSpeed reads.
[[nodiscard]] Result<JsonNode> parseHjsonTree(std::string_view text, std::string_view name);

} // namespace core
