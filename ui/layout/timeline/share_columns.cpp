// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layout/timeline/share_columns.h"

#include <algorithm>

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
    m_count = std::max<std::size_t>(1, m_count); // of idle time alone the first kind has no share
}

ShareColumns::ShareColumns(std::span<const Shares> columns)
{
    for (std::size_t work = 0; work < kIdle; ++work) {
        if (std::ranges::any_of(columns, [work](const Shares &shares) { return shares[work] > 0; }))
            m_kinds[m_count++] = static_cast<core::WorkClass>(work);
    }
    m_count = std::max<std::size_t>(1, m_count);
    reserve(columns.size());
    for (const Shares &shares : columns)
        push_back(shares);
}

ShareColumns::Shares ShareColumns::operator[](std::size_t column) const
{
    Shares shares{};
    End before = 0;
    const std::span<const End> ends = endsOf(column);
    for (std::size_t i = 0; i < m_count; ++i) {
        shares[static_cast<std::size_t>(m_kinds[i])] = static_cast<float>(ends[i] - before) / kTop;
        before = ends[i];
    }
    shares[kIdle] = static_cast<float>(kTop - before) / kTop;
    return shares;
}

// Where each ends is rounded from the sum up to it, so that errors do not add up.
void ShareColumns::push_back(const Shares &shares)
{
    double sum = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        sum += static_cast<double>(shares[static_cast<std::size_t>(m_kinds[i])]);
        m_ends.push_back(endOf(sum));
    }
}

void ShareColumns::add(std::span<const std::int64_t> times, double whole)
{
    const double by = 1 / whole;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < m_count; ++i) {
        sum += times[i];
        m_ends.push_back(endOf(static_cast<double>(sum) * by));
    }
}

} // namespace ui
