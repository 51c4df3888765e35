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
using HalfLanes =
    std::uint32_t __attribute__((vector_size(kSpanLanes / 2 * sizeof(std::uint32_t))));
// Of large traces nearly every question waits for memory: it is fetched some questions ahead.
constexpr std::size_t kMomentsAhead = 28;

template <class Vector>
[[gnu::always_inline]] inline void loadLanes(Vector &vector, const void *from)
{
    std::memcpy(&vector, from, sizeof vector);
}

[[gnu::always_inline]] inline std::uint32_t sumOfLanes(const NumberLanes &numbers)
{
    const auto *const halves = reinterpret_cast<const std::byte *>(&numbers);
    HalfLanes half;
    HalfLanes other;
    loadLanes(half, halves);
    loadLanes(other, halves + sizeof other);
    half += other;
    return half[0] + half[1] + half[2] + half[3];
}

struct FoundSums
{
    std::uint32_t *sums = nullptr; // of each sum at all moments
    std::size_t *unknown = nullptr;
    std::size_t unknowns = 0;
};

// Each span lasts from its begin to the next one, both cut at the moment.
template <std::size_t Sums>
[[gnu::always_inline]] inline void addUp(const BinShape &shape, std::span<const BinMoment> moments,
                                         FoundSums &low)
{
    constexpr NumberLanes kShift = {0, 8, 16, 24, 0, 8, 16, 24};
    const std::size_t count = moments.size();
    for (std::size_t i = 0; i < count; ++i) {
        if (i + kMomentsAhead < count) {
            const std::byte *const ahead =
                shape.bins + moments[i + kMomentsAhead].bin * shape.bytes;
            for (std::size_t at = 0; at < shape.bytes; at += 64)
                __builtin_prefetch(ahead + at);
        }
        const std::byte *const bin = shape.bins + moments[i].bin * shape.bytes;
        BinHead head;
        std::memcpy(&head, bin, sizeof head);
        const std::int64_t until = moments[i].time - head.begin;
        if (head.count == BinHead::kUnknown || until < 0 ||
            until >= std::numeric_limits<std::uint32_t>::max()) {
            low.unknown[low.unknowns++] = i;
            continue;
        }
        const auto end = static_cast<std::uint32_t>(until);
        const NumberLanes ends = NumberLanes{} + end;
        NumberLanes sums[Sums] = {};
        for (std::size_t v = 0; v < shape.vectors; ++v) {
            const std::byte *const begins = bin + shape.beginsAt + v * sizeof(NumberLanes);
            NumberLanes from;
            NumberLanes to;
            NumberLanes none;
            loadLanes(from, begins);
            loadLanes(none, &shape.noBegin[v]);
            from |= none;
            // What is behind the bin may not be in the cache.
            if (v + 1 < shape.vectors)
                loadLanes(to, begins + sizeof(std::uint32_t));
            else
                to = __builtin_shufflevector(from, from, 1, 2, 3, 4, 5, 6, 7, 7);
            loadLanes(none, &shape.noNext[v]);
            to |= none;
            const NumberLanes lengths = (to < ends ? to : ends) - (from < ends ? from : ends);
            std::uint32_t sort[2]; // four of them in each
            std::memcpy(sort, bin + shape.sortsAt + v * kSpanLanes, sizeof sort);
            NumberLanes sorts = {sort[0], sort[0], sort[0], sort[0],
                                 sort[1], sort[1], sort[1], sort[1]};
            sorts = sorts >> kShift & 0xFF;
            for (std::size_t sum = 0; sum < Sums; ++sum)
                sums[sum] += lengths & NumberLanes(sorts == NumberLanes{} + shape.sorts[sum]);
        }
        std::uint32_t first;
        std::memcpy(&first, bin + shape.beginsAt, sizeof first);
        first = std::min(first, end);
        for (std::size_t sum = 0; sum < Sums; ++sum) {
            std::uint32_t before; // its low half
            std::memcpy(&before, bin + sizeof head + sum * sizeof(std::int64_t), sizeof before);
            // Nothing here is a choice that the processor could guess wrongly.
            const std::uint32_t isFirst = -std::uint32_t{head.first == shape.sorts[sum]};
            low.sums[sum * count + i] = before + sumOfLanes(sums[sum]) + (first & isFirst);
        }
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

BinShape::BinShape(std::size_t begins, std::size_t room, std::size_t size)
    : bytes(size), beginsAt(begins), sortsAt(begins + room * sizeof(std::uint32_t)),
      vectors((room + kLanes - 1) / kLanes)
{
    for (std::size_t i = 0; i < kMostVectors * kLanes; ++i) {
        noBegin[i / kLanes][i % kLanes] = i < room ? 0 : ~std::uint32_t{0};
        noNext[i / kLanes][i % kLanes] = i + 1 < room ? 0 : ~std::uint32_t{0};
    }
}

bool BinShape::isWide() const
{
    const std::size_t lanes = vectors * kLanes;
    return std::endian::native == std::endian::little && vectors <= kMostVectors && sums > 0 &&
           sums <= kMostSums && beginsAt + lanes * sizeof(std::uint32_t) <= bytes &&
           sortsAt + lanes <= bytes;
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
