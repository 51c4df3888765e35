// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/torchtitan_job.h"

#include <string>
#include <vector>

namespace core {

// What torchtitan is started with to train a scenario.
struct TorchtitanStart
{
    TorchtitanJob job;
    std::string table;              // its schedule, where torch has none of that name
    std::vector<std::string> parts; // stages as lists of modules, where no rule gives them
    std::vector<std::string> notes = {};
};

// Refuses what torchtitan cannot do. table: the name that a table of actions gets.
[[nodiscard]] Result<TorchtitanStart> torchtitanStart(const Scenario &scenario,
                                                      const std::string &table);

} // namespace core
