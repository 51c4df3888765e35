// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/process_groups.h"

#include <algorithm>
#include <charconv>

namespace core {
namespace {

constexpr int kMostRanks = 1 << 20;

// Empty if the text is anything but a list of different ranks.
std::vector<int> ranksOf(std::string_view text)
{
    std::vector<int> ranks;
    if (text.size() < 2 || text.front() != '[' || text.back() != ']')
        return ranks;
    const char *at = text.data() + 1;
    const char *const end = text.data() + text.size() - 1;
    while (at < end) {
        while (at < end && (*at == ' ' || *at == ','))
            ++at;
        int rank = -1;
        const auto [next, error] = std::from_chars(at, end, rank);
        if (error != std::errc() || rank < 0 || rank >= kMostRanks)
            return {};
        ranks.push_back(rank);
        at = next;
    }
    std::ranges::sort(ranks);
    return std::ranges::adjacent_find(ranks) == ranks.end() ? ranks : std::vector<int>();
}

} // namespace

std::uint32_t ProcessGroups::numberOf(std::string_view label, std::string_view description,
                                      std::string_view ranks)
{
    const auto known = m_numbers.find(label);
    if (known != m_numbers.end())
        return known->second;
    const auto number = static_cast<std::uint32_t>(m_groups.size());
    m_groups.push_back({std::string(label), std::string(description), ranksOf(ranks)});
    m_numbers.emplace(label, number);
    return number;
}

} // namespace core
