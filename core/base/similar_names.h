// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace core {

// The same text with a to z for A to Z.
[[nodiscard]] std::string lowerCase(std::string_view text);

// Number of single-letter changes from one to the other (Levenshtein).
[[nodiscard]] std::size_t lettersApart(std::string_view a, std::string_view b);

// The letters of a slip that makes one name of the other: two at most, in names that are too long
// for two letters to make another word of one. kNoSlip: none.
inline constexpr std::size_t kNoSlip = 3;
[[nodiscard]] std::size_t slipBetween(std::string_view a, std::string_view b);

// The candidate that is meant by word: what frameworks call it so ("fsdp" is "zero3"), one that
// differs in capitals and dashes alone, one that begins with it ("h100" is "h100-80g"), else the
// most similar one. The first of equally good ones; empty if none is similar.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       std::span<const std::string_view> candidates);

} // namespace core
