// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/low_sums.h"

#include "core/base/wide.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

namespace core {

namespace {

// So many spans are added up at once.
constexpr std::size_t kSpanLanes = BinShape::kLanes;
using NumberLanes = std::uint32_t __attribute__((vector_size(kSpanLanes * sizeof(std::uint32_t))));
// A number for each sum.
using SumLanes =
    std::uint32_t __attribute__((vector_size(BinShape::kMostSums * sizeof(std::uint32_t))));
// Of large traces nearly every question waits for memory: it is fetched some questions ahead.
constexpr std::size_t kMomentsAhead = 28;

template <class Vector>
[[gnu::always_inline]] inline void loadLanes(Vector &vector, const void *from)
{
    std::memcpy(&vector, from, sizeof vector);
}

// The two halves of what is to be added up.
[[gnu::always_inline]] inline SumLanes halved(const NumberLanes &numbers)
{
    return __builtin_shufflevector(numbers, numbers, 0, 1, 2, 3) +
           __builtin_shufflevector(numbers, numbers, 4, 5, 6, 7);
}

// Each number with the one beside it: those of the first vector, then those of the other.
[[gnu::always_inline]] inline SumLanes paired(const SumLanes &first, const SumLanes &other)
{
    return __builtin_shufflevector(first, other, 0, 2, 4, 6) +
           __builtin_shufflevector(first, other, 1, 3, 5, 7);
}

struct FoundSums
{
    std::uint32_t *sums = nullptr; // of each sum at all moments
    std::size_t *unknown = nullptr;
    std::size_t unknowns = 0;
};

// Each span lasts from its begin to the next one, both cut at the moment; the first one's is 0.
template <std::size_t Sums>
[[gnu::always_inline]] inline SumLanes spentUntil(const std::byte *bin, std::uint32_t end,
                                                  const BinShape &shape, const NumberLanes &noNext)
{
    constexpr NumberLanes kShift = {0, 8, 16, 24, 0, 8, 16, 24};
    const NumberLanes ends = NumberLanes{} + end;
    NumberLanes to;
    loadLanes(to, bin + shape.beginsAt);
    to |= noNext;
    to = to < ends ? to : ends;
    const NumberLanes from = __builtin_shufflevector(to, NumberLanes{}, 8, 0, 1, 2, 3, 4, 5, 6);
    const NumberLanes lengths = to - from;
    std::uint32_t sort[2]; // four of them in each
    std::memcpy(sort, bin + shape.sortsAt, sizeof sort);
    NumberLanes sorts = {sort[0], sort[0], sort[0], sort[0], sort[1], sort[1], sort[1], sort[1]};
    sorts = sorts >> kShift & 0xFF;
    std::array<SumLanes, BinShape::kMostSums> sums{};
    for (std::size_t sum = 0; sum < Sums; ++sum)
        sums[sum] = halved(lengths & NumberLanes(sorts == NumberLanes{} + shape.sorts[sum]));
    return paired(paired(sums[0], sums[1]), paired(sums[2], sums[3]));
}

template <std::size_t Sums>
[[gnu::always_inline]] inline void addUp(const BinShape &shape, std::span<const BinMoment> moments,
                                         FoundSums &low)
{
    NumberLanes noNext;
    loadLanes(noNext, shape.noNext.data());
    const std::size_t count = moments.size();
    const auto fetch = [&](std::size_t i) {
        __builtin_prefetch(shape.bins + moments[i].bin * shape.bytes);
    };
    for (std::size_t i = 0; i < std::min(kMomentsAhead, count); ++i)
        fetch(i);
    for (std::size_t i = 0; i < count; ++i) {
        if (i + kMomentsAhead < count)
            fetch(i + kMomentsAhead);
        const std::byte *const bin = shape.bins + moments[i].bin * shape.bytes;
        BinHead head;
        std::memcpy(&head, bin, sizeof head);
        const std::int64_t until = moments[i].time - head.begin;
        if (head.count >= BinHead::kFull ? !shape.knows(bin, head, until)
                                         : until < 0 || until >= BinShape::kNever) {
            low.unknown[low.unknowns++] = i;
            continue;
        }
        SumLanes before;
        loadLanes(before, bin + sizeof head);
        const SumLanes sums =
            before + spentUntil<Sums>(bin, static_cast<std::uint32_t>(until), shape, noNext);
        for (std::size_t sum = 0; sum < Sums; ++sum)
            low.sums[sum * count + i] = sums[sum];
    }
}

PARALLARIUM_WIDER void addUpAll(const BinShape &shape, std::span<const BinMoment> moments,
                                FoundSums &low)
{
    switch (shape.sums) {
    case 1:
        return addUp<1>(shape, moments, low);
    case 2:
        return addUp<2>(shape, moments, low);
    case 3:
        return addUp<3>(shape, moments, low);
    case 4:
        return addUp<4>(shape, moments, low);
    default:
        return;
    }
}

} // namespace

BinShape::BinShape(std::size_t from, std::size_t room, std::size_t size)
    : bytes(size), beginsAt(from), sortsAt(from + room * sizeof(std::uint32_t)), begins(room)
{
    for (std::size_t i = 0; i < kLanes; ++i)
        noNext[i] = i < room ? 0 : ~std::uint32_t{0};
}

bool BinShape::knows(const std::byte *bin, const BinHead &head, std::int64_t until) const
{
    std::uint32_t last = 0; // begin that it has room for
    if (head.count == BinHead::kUnknown || begins == 0)
        return false;
    std::memcpy(&last, bin + beginsAt + (begins - 1) * sizeof last, sizeof last);
    return until >= 0 && until < (head.count == BinHead::kFull ? std::int64_t{last} : kNever);
}

bool BinShape::isWide() const
{
    return std::endian::native == std::endian::little && begins < kLanes && sums > 0 &&
           sums <= kMostSums && beginsAt + kLanes * sizeof(std::uint32_t) <= bytes &&
           sortsAt + kLanes <= bytes;
}

void addLowSums(const BinShape &shape, std::span<const BinMoment> moments, std::uint32_t *low,
                std::vector<std::size_t> &unknown)
{
    const std::size_t known = unknown.size();
    unknown.resize(known + moments.size());
    FoundSums found{low, unknown.data() + known};
    addUpAll(shape, moments, found);
    unknown.resize(known + found.unknowns);
}

} // namespace core
