// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/share_columns.h"

#include "core/base/wide.h"

#include <algorithm>
#include <utility>

namespace ui {

namespace {

constexpr auto kIdle = static_cast<std::size_t>(core::WorkClass::Idle);

ShareColumns::End endOf(double share)
{
    return static_cast<ShareColumns::End>(std::min(1.0, share) * ShareColumns::kTop + 0.5);
}

} // namespace

ShareColumns::ShareColumns()
{
    for (; m_count < kIdle; ++m_count)
        m_kinds[m_count] = static_cast<core::WorkClass>(m_count);
}

ShareColumns::ShareColumns(std::span<const core::WorkClass> kinds)
{
    for (const core::WorkClass kind : kinds) {
        if (kind != core::WorkClass::Idle)
            m_kinds[m_count++] = kind;
    }
    m_count = std::max<std::uint8_t>(1, m_count); // of idle time alone the first kind has no share
}

ShareColumns::ShareColumns(std::span<const Shares> columns)
{
    for (std::size_t work = 0; work < kIdle; ++work) {
        if (std::ranges::any_of(columns, [work](const Shares &shares) { return shares[work] > 0; }))
            m_kinds[m_count++] = static_cast<core::WorkClass>(work);
    }
    m_count = std::max<std::uint8_t>(1, m_count);
    reserve(columns.size());
    for (const Shares &shares : columns)
        push_back(shares);
}

ShareColumns::Shares ShareColumns::operator[](std::size_t column) const
{
    Shares shares{};
    End before = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        const End end = m_ends[i * m_room + column];
        shares[static_cast<std::size_t>(m_kinds[i])] = static_cast<float>(end - before) / kTop;
        before = end;
    }
    shares[kIdle] = static_cast<float>(kTop - before) / kTop;
    return shares;
}

void ShareColumns::reserve(std::size_t columns)
{
    if (columns <= m_room)
        return;
    std::vector<End> ends(columns * m_count);
    for (std::size_t i = 0; i < m_count && m_columns > 0; ++i)
        std::ranges::copy(endsOf(i), ends.data() + i * columns);
    m_ends = std::move(ends);
    m_room = columns;
}

void ShareColumns::resize(std::size_t columns)
{
    reserve(columns);
    m_columns = static_cast<std::uint32_t>(columns);
}

// Where each ends is rounded from the sum up to it, so that errors do not add up.
void ShareColumns::push_back(const Shares &shares)
{
    if (m_columns == m_room)
        reserve(std::max<std::size_t>(8, 2 * m_room));
    double sum = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        sum += static_cast<double>(shares[static_cast<std::size_t>(m_kinds[i])]);
        m_ends[i * m_room + m_columns] = endOf(sum);
    }
    ++m_columns;
}

void ShareColumns::set(std::size_t column, std::span<const std::int64_t> times, double whole)
{
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        sum += times[i];
        m_ends[i * m_room + column] = endOf(static_cast<double>(sum) / whole);
    }
}

// In blocks, one kind after the other, so that the processor works on several columns at once.
PARALLARIUM_WIDER void ShareColumns::setAll(std::span<const std::uint32_t> sums,
                                            std::span<const float> whole)
{
    constexpr std::size_t kBlock = 64;
    std::array<float, kBlock> scale;
    scale.fill(1);
    std::array<std::int32_t, kBlock> spent;
    std::array<std::uint32_t, kBlock + 1> at{};
    std::array<std::int32_t, kBlock> parts;
    std::array<End, kBlock> ends;
    for (std::size_t begin = 0; begin < m_columns; begin += kBlock) {
        const std::size_t count = std::min(kBlock, m_columns - begin);
        std::copy_n(whole.begin() + static_cast<std::ptrdiff_t>(begin), count, scale.begin());
        for (std::size_t i = 0; i < kBlock; ++i)
            scale[i] = kTop / scale[i];
        spent.fill(0);
        for (std::size_t kind = 0; kind < m_count; ++kind) {
            std::copy_n(sums.data() + kind * (m_columns + 1) + begin, count + 1, at.begin());
            std::fill(at.begin() + static_cast<std::ptrdiff_t>(count) + 1, at.end(), at[count]);
            for (std::size_t i = 0; i < kBlock; ++i)
                spent[i] += static_cast<std::int32_t>(at[i + 1] - at[i]);
            for (std::size_t i = 0; i < kBlock; ++i) {
                const float share = static_cast<float>(spent[i]) * scale[i];
                parts[i] = static_cast<std::int32_t>(share + 0.5F);
            }
            for (std::size_t i = 0; i < kBlock; ++i)
                ends[i] = static_cast<End>(parts[i] < kTop ? parts[i] : kTop);
            std::copy_n(ends.begin(), count, m_ends.data() + kind * m_room + begin);
        }
    }
}

ShareColumns ShareColumns::part(std::size_t first, std::size_t columns) const
{
    ShareColumns part(kinds());
    part.resize(columns);
    for (std::size_t i = 0; i < m_count; ++i)
        std::ranges::copy(endsOf(i).subspan(first, columns), part.m_ends.data() + i * columns);
    return part;
}

} // namespace ui
