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
    [[nodiscard]] std::size_t size() const { return m_columns; }
    [[nodiscard]] bool empty() const { return m_columns == 0; }
    // Where the share of one of the kinds ends in each column, counted from the first one's begin.
    [[nodiscard]] std::span<const End> endsOf(std::size_t kind) const
    {
        return {m_ends.data() + kind * m_room, m_columns};
    }
    [[nodiscard]] Shares operator[](std::size_t column) const;

    void reserve(std::size_t columns);
    void resize(std::size_t columns);
    void push_back(const Shares &shares);
    // Of a column that is there. By kinds(), of a whole that is as large.
    void set(std::size_t column, std::span<const std::int64_t> times, double whole);
    // Of all columns, of which each is a stretch of less than 2^31 ns. sums: of each kind after the
    // other, at the begins of the columns and at the end of the last one, the time of it up to
    // there, without what is above 32 bits; whole: how long each column is.
    void setAll(std::span<const std::uint32_t> sums, std::span<const float> whole);
    [[nodiscard]] bool isIdle(std::size_t column) const
    {
        constexpr End kSomeWork = kTop / 1000;
        return endsOf(m_count - std::size_t{1})[column] < kSomeWork;
    }
    [[nodiscard]] ShareColumns part(std::size_t first, std::size_t columns) const;

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
    // A picture may have tens of thousands of strips: they are kept small.
    std::array<core::WorkClass, core::kWorkClassCount> m_kinds{};
    std::uint8_t m_count = 0;    // of them
    std::uint32_t m_columns = 0; // that there are,
    std::size_t m_room = 0;      // and that there is room for
    std::vector<End> m_ends;     // by kind, then by column
};

} // namespace ui
