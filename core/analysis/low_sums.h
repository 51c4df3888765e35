// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace core {

// Questions about thousands of moments of a row at once, as a row of pixels asks them, to bins of
// equal time (time_bins.h).

// What each bin begins with.
struct BinHead
{
    static constexpr std::uint8_t kUnknown = 255; // a count: the bin knows nothing but its head;
    static constexpr std::uint8_t kFull = 254;    // it knows no more than it has room for

    std::int64_t begin; // of the span in which the bin begins
    std::uint32_t span; // of the row; fewer than 2^32, as a trace has
    std::uint8_t count; // of the spans that begin in it
};

// What all bins have in common: where the begins of the spans are that begin in them and, behind
// those, the sorts of all their spans, of which the first one began before.
struct BinShape
{
    static constexpr std::size_t kLanes = 8; // so many spans are added up at once
    static constexpr std::size_t kMostSums = 4;
    // After the begin of a bin, ns: what begins so late, nobody asks for.
    static constexpr std::int64_t kNever = std::numeric_limits<std::uint32_t>::max();

    // With room for so many begins.
    BinShape(std::size_t from, std::size_t room, std::size_t size);
    // Whether all spans of a bin are added up at once by registers that do not reach behind it.
    [[nodiscard]] bool isWide() const;
    // Whether the bin tells the sums so long after its begin.
    [[nodiscard]] bool knows(const std::byte *bin, const BinHead &head, std::int64_t until) const;

    const std::byte *bins = nullptr;
    std::size_t bytes; // of a bin
    std::size_t beginsAt;
    std::size_t sortsAt;
    std::size_t begins;
    std::size_t sums = 0;
    std::array<std::uint32_t, kMostSums> sorts{}; // of which each sum is
    // All bits where a span has no other one behind it.
    std::array<std::uint32_t, kLanes> noNext{};
};

// A moment, and the bin in which it is.
struct BinMoment
{
    std::size_t bin = 0;
    std::int64_t time = 0;
};

// Of the sums at these moments the low 32 bits: those of one sum after the other. Adds the numbers
// of the moments to unknown whose bins do not know them. The shape is wide.
void addLowSums(const BinShape &shape, std::span<const BinMoment> moments, std::uint32_t *low,
                std::vector<std::size_t> &unknown);

} // namespace core
