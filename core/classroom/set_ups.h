// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/measured.h"
#include "core/lesson/lesson.h"

#include <map>
#include <string>

namespace core {

// The scenario of a set-up. folder: where files are looked for that it names instead of a built-in
// one; a path out of it is refused.
[[nodiscard]] Result<Scenario> scenarioOf(const SetUp &setUp, const std::string &folder);

// Set-ups and what the simulator says of them, each worked out once.
class SetUps
{
public:
    explicit SetUps(std::string folder) : m_folder(std::move(folder)) {}

    [[nodiscard]] const Result<Measured> &of(const SetUp &setUp);

private:
    std::string m_folder;
    std::map<std::pair<std::string, std::vector<std::string>>, Result<Measured>> m_known;
};

} // namespace core
