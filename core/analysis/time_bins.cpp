// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/time_bins.h"

#include "core/analysis/work_pieces.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace core {

TimeBins::TimeBins(std::size_t sums, std::size_t exchange)
    : m_sums(sums), m_exchange(exchange), m_beginsAt(sizeof(Head) + sums * sizeof(std::uint32_t))
{
    constexpr std::size_t kLeast = 6; // spans after the first one that are worth a bin
    constexpr std::size_t kEach = sizeof(std::uint32_t) + sizeof(std::uint8_t);
    const std::size_t fixed = m_beginsAt + sizeof(std::uint8_t); // the sort of the first one
    while (m_linesEach * sizeof(Line) < fixed + kLeast * kEach)
        ++m_linesEach;
    m_most = (m_linesEach * sizeof(Line) - fixed) / kEach;
    if (m_sums <= BinShape::kMostSums) // no more than registers hold that they are added up in
        m_most = std::min(m_most, BinShape::kLanes - 1);
    m_sortsAt = m_beginsAt + m_most * sizeof(std::uint32_t);
}

std::size_t TimeBins::binsFor(std::size_t spans) const
{
    return (2 * spans + m_most - 1) / m_most;
}

void TimeBins::add(std::size_t span, std::int64_t begin, std::span<const std::int64_t> sums)
{
    m_lines.resize(m_lines.size() + m_linesEach);
    const Head head = {begin, static_cast<std::uint32_t>(span), kUnknown};
    std::memcpy(lastBin(), &head, sizeof head);
    for (std::size_t sum = 0; sum < m_sums; ++sum) {
        const auto low = static_cast<std::uint32_t>(sums[sum]);
        std::memcpy(lastBin() + sizeof head + sum * sizeof low, &low, sizeof low);
    }
    std::memset(lastBin() + m_beginsAt, 0xFF, m_most * sizeof(std::uint32_t)); // never
}

std::uint8_t TimeBins::numberOf(const std::optional<SpanSort> &sort)
{
    if (!sort)
        return kUnknown;
    const auto known = std::ranges::find(m_sorts, *sort);
    const auto number = known - m_sorts.begin();
    if (number == kMostSorts)
        return kUnknown;
    if (known == m_sorts.end()) {
        if (sort->sum < std::min(m_sums, kMostPacked)) // else it is of none, or not packed
            m_packed[m_sorts.size()][sort->sum / 2] = std::uint64_t{1} << 32 * (sort->sum % 2);
        m_exchanges = m_exchanges || sort->exchange > 0;
        m_sorts.push_back(*sort);
    }
    return static_cast<std::uint8_t>(number);
}

bool TimeBins::addFirst(const std::optional<SpanSort> &sort)
{
    const std::uint8_t number = numberOf(sort);
    if (number == kUnknown)
        return false;
    lastBin()[m_sortsAt] = static_cast<std::byte>(number);
    reinterpret_cast<Head *>(lastBin())->count = 0;
    return true;
}

bool TimeBins::addNext(std::int64_t begin, const std::optional<SpanSort> &sort)
{
    Head &head = *reinterpret_cast<Head *>(lastBin());
    const std::uint8_t number = numberOf(sort);
    const std::int64_t after = begin - head.begin;
    if (head.count == m_most) {
        head.count = BinHead::kFull;
        return false;
    }
    if (number == kUnknown || after >= std::numeric_limits<std::uint32_t>::max()) {
        head.count = kUnknown;
        return false;
    }
    const auto begins = static_cast<std::uint32_t>(after);
    std::memcpy(lastBin() + m_beginsAt + head.count * sizeof begins, &begins, sizeof begins);
    ++head.count;
    lastBin()[m_sortsAt + head.count] = static_cast<std::byte>(number);
    return true;
}

// All spans that there is room for, cut at the moment: what is behind it adds nothing.
void TimeBins::addPacked(const std::byte *bytes, std::uint32_t until, std::int64_t *sums) const
{
    const auto *const begins = reinterpret_cast<const std::uint32_t *>(bytes + m_beginsAt);
    const std::byte *const sorts = bytes + m_sortsAt;
    std::array<std::uint64_t, 2> packed{};
    std::uint32_t from = 0;
    const auto add = [&](std::byte sort, std::uint32_t to) {
        const std::uint64_t length = to - from;
        packed[0] += length * m_packed[static_cast<std::size_t>(sort)][0];
        packed[1] += length * m_packed[static_cast<std::size_t>(sort)][1];
        from = to;
    };
    for (std::size_t i = 0; i < m_most; ++i)
        add(sorts[i], std::min(begins[i], until));
    add(sorts[m_most], until);
    for (std::size_t sum = 0; sum < m_sums; ++sum)
        sums[sum] += static_cast<std::uint32_t>(packed[sum / 2] >> 32 * (sum % 2));
}

bool TimeBins::raiseTo(std::size_t bin, std::int64_t time, std::int64_t *sums) const
{
    const Head &known = head(bin);
    const std::byte *const bytes = bytesOf(bin);
    if (known.count >= BinHead::kFull && !shape().knows(bytes, known, time - known.begin))
        return false;
    const auto *const before = reinterpret_cast<const std::uint32_t *>(bytes + sizeof(Head));
    for (std::size_t sum = 0; sum < m_sums; ++sum)
        sums[sum] += before[sum] - static_cast<std::uint32_t>(sums[sum]);
    sums[m_sums] = 0;
    const std::int64_t until = time - known.begin;
    if (m_sums <= kMostPacked && !m_exchanges &&
        until < std::numeric_limits<std::uint32_t>::max()) {
        addPacked(bytes, static_cast<std::uint32_t>(until), sums);
        return true;
    }
    const auto book = [&](std::byte number, std::int64_t length) {
        const SpanSort &sort = m_sorts[static_cast<std::size_t>(number)];
        const std::int64_t exchanged = sort.exchange > 0 ? exchangedOf(length, sort.exchange) : 0;
        sums[sort.sum] += length - exchanged;
        sums[m_exchange] += exchanged;
    };
    const auto *const begins = reinterpret_cast<const std::uint32_t *>(bytes + m_beginsAt);
    const std::byte *number = bytes + m_sortsAt;
    std::int64_t from = 0;
    const std::size_t count = std::min<std::size_t>(known.count, m_most);
    for (std::size_t i = 0; i < count && begins[i] <= until; ++i) {
        book(*number++, begins[i] - from);
        from = begins[i];
    }
    book(*number, until - from);
    return true;
}

BinShape TimeBins::shape() const
{
    BinShape shape(m_beginsAt, m_most, m_linesEach * sizeof(Line));
    shape.bins = m_lines.data()->bytes;
    shape.sums = m_sums;
    for (std::size_t sum = 0; sum < std::min(m_sums, kMostPacked); ++sum) {
        const auto sort = std::ranges::find(m_sorts, sum, &SpanSort::sum);
        shape.sorts[sum] = static_cast<std::uint32_t>(sort - m_sorts.begin());
    }
    return shape;
}

void TimeBins::lowSumsAt(std::span<const BinMoment> moments, std::uint32_t *low,
                         std::vector<std::size_t> &unknown) const
{
    if (const BinShape all = shape(); !m_exchanges && all.isWide())
        addLowSums(all, moments, low, unknown);
    else
        lowSumsOneByOne(moments, low, unknown);
}

void TimeBins::lowSumsOneByOne(std::span<const BinMoment> moments, std::uint32_t *low,
                               std::vector<std::size_t> &unknown) const
{
    constexpr std::size_t kAhead = 12;                    // as visitSums() fetches
    std::array<std::int64_t, kWorkClassCount + 1> sums{}; // and of time that goes to none
    for (std::size_t i = 0; i < moments.size(); ++i) {
        if (i + kAhead < moments.size())
            fetch(moments[i + kAhead].bin);
        sums.fill(0); // of which the bits above 32 are right or not: nobody looks at them
        if (!raiseTo(moments[i].bin, moments[i].time, sums.data())) {
            unknown.push_back(i);
            continue;
        }
        for (std::size_t sum = 0; sum < m_sums; ++sum)
            low[sum * moments.size() + i] = static_cast<std::uint32_t>(sums[sum]);
    }
}

} // namespace core
