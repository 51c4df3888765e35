// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/low_sums.h"
#include "core/base/large_pages.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace core {

// What a span counts as: the sum that its time goes to (the number of sums: to none of them), and
// the share of it that goes to the sum of communication instead.
struct SpanSort
{
    std::uint8_t sum = 0;
    double exchange = 0;

    bool operator==(const SpanSort &) const = default;
};

// Part of a length that goes to communication.
[[nodiscard]] inline std::int64_t exchangedOf(std::int64_t length, double share)
{
    return static_cast<std::int64_t>(static_cast<double>(length) * share + 0.5);
}

// Bins of equal time, of one row after the other. Each holds in one cache line, of more than four
// sums in two, all that a question about a moment in it needs: of the sums before the span in which
// the bin begins the low 32 bits, and where the spans begin that follow in it.
class TimeBins
{
public:
    TimeBins() : TimeBins(0, 0) {}
    // Of so many sums, and which of them is of communication; none of them: the number of sums.
    TimeBins(std::size_t sums, std::size_t exchange);

    // How many bins serve a row best, with room for twice the spans that there are on average.
    [[nodiscard]] std::size_t binsFor(std::size_t spans) const;

    // The next bin. It begins in this span of the row, before which the sums are these.
    void add(std::size_t span, std::int64_t begin, std::span<const std::int64_t> sums);
    // The sort of the span in which the last bin begins, and of the next ones in it, with their
    // begins. Nothing: its time cannot be told by a sort. False, and the last call for this bin: it
    // tells of none of its spans, or, where there is no room for more, only of those before.
    bool addFirst(const std::optional<SpanSort> &sort);
    bool addNext(std::int64_t begin, const std::optional<SpanSort> &sort);
    void reserve(std::size_t bins) { m_lines.reserve(bins * m_linesEach); }

    [[nodiscard]] std::size_t spanOf(std::size_t bin) const { return head(bin).span; }
    // Raises sums to those at a moment of a bin, and one behind them to the time that goes to none.
    // They are those at some moment less than 2^32 ns before the span in which the bin begins.
    // False: the bin does not know them.
    [[nodiscard]] bool raiseTo(std::size_t bin, std::int64_t time, std::int64_t *sums) const;
    // Of the sums at many moments of one row the low 32 bits, which are all that their differences
    // need: those of one sum after the other. Adds the numbers of the moments to unknown whose bins
    // do not know them.
    void lowSumsAt(std::span<const BinMoment> moments, std::uint32_t *low,
                   std::vector<std::size_t> &unknown) const;
    void fetch(std::size_t bin) const
    {
        for (std::size_t line = 0; line < m_linesEach; ++line)
            __builtin_prefetch(&m_lines[bin * m_linesEach + line]);
        // GCC 12 takes a function that only fetches for one without effect, and calls to it away.
        asm volatile("");
    }

private:
    using Head = BinHead;
    static constexpr std::uint8_t kUnknown = BinHead::kUnknown;
    static constexpr std::ptrdiff_t kMostSorts = 64; // each new span is compared with them
    // Two sums of a bin, which lasts less than 2^32 ns, are added up as one number of 64 bits. Bins
    // of one line have so few spans that to look at all of them takes less time than to guess
    // wrongly where to stop.
    static constexpr std::size_t kMostPacked = BinShape::kMostSums;

    struct alignas(64) Line
    {
        std::byte bytes[64];
    };
    // The head, the sums (32 bits each), when spans begin after the first one (32), the sorts of
    // the first one and of these (8).
    [[nodiscard]] const std::byte *bytesOf(std::size_t bin) const
    {
        return m_lines[bin * m_linesEach].bytes;
    }
    [[nodiscard]] const Head &head(std::size_t bin) const
    {
        return *reinterpret_cast<const Head *>(bytesOf(bin));
    }
    [[nodiscard]] std::byte *lastBin() { return m_lines[m_lines.size() - m_linesEach].bytes; }
    [[nodiscard]] std::uint8_t numberOf(const std::optional<SpanSort> &sort);
    void addPacked(const std::byte *bytes, std::uint32_t until, std::int64_t *sums) const;
    [[nodiscard]] BinShape shape() const;
    void lowSumsOneByOne(std::span<const BinMoment> moments, std::uint32_t *low,
                         std::vector<std::size_t> &unknown) const;

    std::size_t m_sums;
    std::size_t m_exchange;
    std::size_t m_linesEach = 1;
    std::size_t m_most = 0; // spans that a bin has room for after the first one
    std::size_t m_beginsAt; // in a bin, bytes
    std::size_t m_sortsAt = 0;
    std::vector<Line, LargePageAllocator<Line>> m_lines; // looked up all over it
    std::vector<SpanSort> m_sorts;                       // by number
    // What a nanosecond of a sort adds to the packed sums; to the first ones, and to the next.
    std::array<std::array<std::uint64_t, 2>, kMostSorts> m_packed{};
    bool m_exchanges = false; // some of them
};

} // namespace core
