// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mpi/rank_transport.h"
#include "app/mpi/world.h"
#include "core/live/run/team.h"

#include <memory>
#include <vector>

namespace app {

// Devices as ranks of MPI: this process has the one with the number of its rank. There are as many
// ranks as devices.
template <class Real>
class RankTeam final : public core::live::Team<Real>
{
public:
    // The layout must have passed check(). Links: none cut.
    RankTeam(const World &world, core::live::Layout layout,
             const core::live::OptimizerSpec &optimizer, core::live::SampleSource samples,
             const core::live::LinkBetween &links);

    [[nodiscard]] core::live::StepOutcome step(const core::live::Costs &costs,
                                               const std::stop_token &stop = {}) override;
    [[nodiscard]] std::vector<int> devicesHere() const override { return {m_world.rank()}; }
    [[nodiscard]] const core::live::DeviceRecord &record(int device) const override;
    [[nodiscard]] core::live::WeightStore<Real> &store(int device) override;
    void collect(core::live::Collected what) override;

private:
    // What rank 0 knows of the device of another rank: its last step, and weights of the same form.
    struct Copy
    {
        core::live::DeviceRecord record;
        core::live::WeightStore<Real> store;
    };

    const World &m_world;
    core::live::OptimizerSpec m_optimizer;
    RankTransport m_transport;
    core::live::Device<Real> m_device;
    std::vector<std::unique_ptr<Copy>> m_copies; // by rank; null: here, or never collected
    std::int64_t m_steps = 0;
};

} // namespace app
