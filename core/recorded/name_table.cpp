// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recorded/name_table.h"

namespace core {

std::uint32_t NameTable::numberOf(std::string_view name)
{
    if (name.size() > kLongestName) {
        std::size_t end = kLongestName;
        while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0u) == 0x80u)
            --end; // not within a character
        name = name.substr(0, end);
    }
    const auto known = m_numbers.find(name);
    if (known != m_numbers.end())
        return known->second;
    const auto number = static_cast<std::uint32_t>(m_names.size());
    m_names.emplace_back(name);
    m_kinds.push_back(kindOf(name, m_rules));
    m_numbers.emplace(name, number);
    return number;
}

} // namespace core
