// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <utility>

namespace core {

// Draws that are the same for the same seed everywhere; the distributions of the library are not.
class SeededDraw
{
public:
    explicit SeededDraw(std::uint64_t seed) : m_engine(seed) {}

    // 0 to count - 1, each as likely; count is not 0.
    [[nodiscard]] std::size_t below(std::size_t count)
    {
        const std::uint64_t limit = std::numeric_limits<std::uint64_t>::max() -
                                    std::numeric_limits<std::uint64_t>::max() % count;
        std::uint64_t drawn = m_engine();
        while (drawn >= limit)
            drawn = m_engine();
        return static_cast<std::size_t>(drawn % count);
    }

    template <class List>
    [[nodiscard]] const auto &oneOf(const List &list)
    {
        return *(std::begin(list) + static_cast<std::ptrdiff_t>(below(std::size(list))));
    }

    template <class List>
    void shuffle(List &list)
    {
        for (std::size_t i = std::size(list); i > 1; --i)
            std::swap(list[i - 1], list[below(i)]);
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace core
