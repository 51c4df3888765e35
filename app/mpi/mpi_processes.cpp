// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mpi/mpi_processes.h"

#include "app/mpi/rank_team.h"

namespace app {
namespace {

// A letter for the kind of failure, then its sentence; empty: none.
std::string letterOf(const core::Written &done)
{
    if (done)
        return {};
    return (done.machineFailed ? 'M' : 'I') + done.error().message;
}

} // namespace

core::Status MpiProcesses::check(int devices) const
{
    if (devices == m_world.size())
        return std::monostate{};
    const std::string needed = std::to_string(devices);
    return core::Error{"This needs a process for each of its " + needed +
                       (devices == 1 ? " device, and " : " devices, and ") +
                       std::to_string(m_world.size()) +
                       (m_world.size() == 1 ? " was started" : " were started") +
                       ": start it with \"mpirun -n " + needed + "\"."};
}

core::Written MpiProcesses::agreed(core::Written own)
{
    for (const std::string &failure : m_world.gatherForAll(letterOf(own))) {
        if (failure.empty())
            continue;
        core::Written failed(core::Error{failure.substr(1)});
        failed.machineFailed = failure.front() == 'M';
        return failed;
    }
    return own;
}

std::string MpiProcesses::shared(std::string own)
{
    return m_world.broadcast(std::move(own));
}

core::live::MakeTeam MpiProcesses::makeTeam()
{
    return [this](const core::live::TrainedLayout &trained, core::live::SampleSource samples) {
        return std::make_unique<RankTeam<float>>(m_world, trained.layout, trained.optimizer,
                                                 std::move(samples), trained.links());
    };
}

core::live::CheckedTeams MpiProcesses::checkedTeams()
{
    const auto make = [this]<class Real>() {
        return [this](const core::live::Layout &layout, const core::live::OptimizerSpec &optimizer,
                      core::live::SampleSource samples, const core::live::LinkBetween &links) {
            return std::make_unique<RankTeam<Real>>(m_world, layout, optimizer, std::move(samples),
                                                    links);
        };
    };
    return {make.operator()<float>(), make.operator()<double>()};
}

} // namespace app
