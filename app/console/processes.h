// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/file/file_writer.h"
#include "core/live/check/check_run.h"
#include "core/live/session/session.h"

#include <string>

namespace app {

// The processes that train together and run the same code. One alone, as here, has threads as
// devices and nobody to agree with.
class Processes
{
public:
    virtual ~Processes() = default;

    // The one that reads, prints and writes.
    [[nodiscard]] virtual bool leads() const { return true; }
    // Whether there are as many as so many devices need.
    [[nodiscard]] virtual core::Status check(int /*devices*/) const { return std::monostate{}; }
    // Waits for all, then gives each the first failure of any.
    [[nodiscard]] virtual core::Written agreed(core::Written own) { return own; }
    // What the leader has, for each.
    [[nodiscard]] virtual std::string shared(std::string own) { return own; }
    [[nodiscard]] virtual core::live::MakeTeam makeTeam() { return {}; }
    [[nodiscard]] virtual core::live::CheckedTeams checkedTeams() { return {}; }
};

} // namespace app
