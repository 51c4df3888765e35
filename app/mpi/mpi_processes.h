// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/console/processes.h"
#include "app/mpi/world.h"

namespace app {

// Every rank of MPI; rank 0 leads.
class MpiProcesses final : public Processes
{
public:
    explicit MpiProcesses(const World &world) : m_world(world) {}

    [[nodiscard]] bool leads() const override { return m_world.rank() == 0; }
    [[nodiscard]] core::Status check(int devices) const override;
    [[nodiscard]] core::Written agreed(core::Written own) override;
    [[nodiscard]] std::string shared(std::string own) override;
    [[nodiscard]] core::live::MakeTeam makeTeam() override;
    [[nodiscard]] core::live::CheckedTeams checkedTeams() override;

private:
    const World &m_world;
};

} // namespace app
