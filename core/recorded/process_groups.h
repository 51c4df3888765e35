// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/recorded/name_table.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Ranks that take part in collectives together.
struct ProcessGroup
{
    std::string label;       // what tells it from others: its name and ranks as the trace has them
    std::string description; // what the program that was recorded calls it, "fsdp"; empty: nothing
    std::vector<int> ranks;  // in order; empty: not said, or not all of them
};

// The groups of a run, each once.
class ProcessGroups
{
public:
    // The number of a group, the same for the same label. ranks: "[0, 1]", of long lists the
    // profiler writes "...".
    std::uint32_t numberOf(std::string_view label, std::string_view description,
                           std::string_view ranks);
    [[nodiscard]] const ProcessGroup &operator[](std::size_t i) const { return m_groups[i]; }
    [[nodiscard]] std::size_t size() const { return m_groups.size(); }

private:
    std::vector<ProcessGroup> m_groups;
    TextNumbers m_numbers;
};

} // namespace core
