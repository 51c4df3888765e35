// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/work_pieces.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace ui {

// For one column of pixels after the other the shares of its time that each kind of work takes, as
// they are stacked upon each other: two bytes for each kind that there is.
class ShareColumns
{
public:
    using Shares = std::array<float, core::kWorkClassCount>;
    using End = std::uint16_t;
    static constexpr End kTop = 65'535; // all of the time

    ShareColumns(); // of all kinds
    // In order, without idle time, which is the rest.
    explicit ShareColumns(std::span<const core::WorkClass> kinds);

    explicit ShareColumns(std::span<const Shares> columns); // of the kinds that are in them

    [[nodiscard]] std::span<const core::WorkClass> kinds() const
    {
        return {m_kinds.data(), m_count};
    }
    [[nodiscard]] std::size_t size() const { return m_ends.size() / m_count; }
    [[nodiscard]] bool empty() const { return m_ends.empty(); }
    // Where the share of each kind ends, counted from the first one's begin.
    [[nodiscard]] std::span<const End> endsOf(std::size_t column) const
    {
        return {m_ends.data() + column * m_count, m_count};
    }
    [[nodiscard]] Shares operator[](std::size_t column) const;

    void reserve(std::size_t columns) { m_ends.reserve(columns * m_count); }
    void resize(std::size_t columns) { m_ends.resize(columns * m_count); }
    void clear() { m_ends.clear(); }
    void push_back(const Shares &shares);
    // By kinds(), of a whole that is as large.
    void add(std::span<const std::int64_t> times, double whole);
    [[nodiscard]] bool lastIsIdle() const
    {
        constexpr End kSomeWork = kTop / 1000;
        return m_ends.back() < kSomeWork;
    }

    class Iterator
    {
    public:
        Iterator(const ShareColumns &columns, std::size_t at) : m_columns(&columns), m_at(at) {}
        [[nodiscard]] Shares operator*() const { return (*m_columns)[m_at]; }
        Iterator &operator++()
        {
            ++m_at;
            return *this;
        }
        bool operator==(const Iterator &other) const = default;

    private:
        const ShareColumns *m_columns;
        std::size_t m_at;
    };
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, size()}; }

private:
    std::array<core::WorkClass, core::kWorkClassCount> m_kinds{};
    std::size_t m_count = 0; // of them
    std::vector<End> m_ends; // by column, then by kind
};

} // namespace ui
