// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mpi/rank_team.h"

#include "app/mpi/packed.h"
#include "app/mpi/packed_device.h"
#include "core/live/compute/blas.h"

#include <string_view>

namespace app {
namespace {

using namespace core::live;

std::string packedShare(const DeviceRecord &record)
{
    const DeviceShare share = shareOf(record);
    Packed packed;
    packed.add(share.losses);
    packed.add(std::vector{share.end});
    return packed.text();
}

DeviceShare unpackedShare(std::string_view text)
{
    Unpacked unpacked(text);
    DeviceShare share;
    share.losses = unpacked.next<LossSum>();
    share.end = unpacked.next<std::int64_t>().front();
    return share;
}

} // namespace

template <class Real>
RankTeam<Real>::RankTeam(const World &world, Layout layout, const OptimizerSpec &optimizer,
                         SampleSource samples, const LinkBetween &links)
    : Team<Real>(std::move(layout), std::move(samples)), m_world(world), m_optimizer(optimizer),
      m_transport(world.size()),
      m_device(this->layout(), m_optimizer, this->samples(), world.rank(), m_transport,
               linksFrom(world.rank(), world.size(), links)),
      m_copies(static_cast<std::size_t>(world.size()))
{
    useOneThread();
}

template <class Real>
StepOutcome RankTeam<Real>::step(const Costs &costs, const std::stop_token &stop)
{
    const int own = m_world.rank();
    if (!m_device.run(this->programs()[static_cast<std::size_t>(own)],
                      this->request(own, m_steps, costs, stop)))
        return {};
    ++m_steps;
    m_transport.finish();
    std::vector<DeviceShare> shares;
    for (const std::string &share : m_world.gatherForAll(packedShare(m_device.record())))
        shares.push_back(unpackedShare(share));
    return this->outcomeOf(shares);
}

template <class Real>
const DeviceRecord &RankTeam<Real>::record(int device) const
{
    return device == m_world.rank() ? m_device.record()
                                    : m_copies[static_cast<std::size_t>(device)]->record;
}

template <class Real>
WeightStore<Real> &RankTeam<Real>::store(int device)
{
    return device == m_world.rank() ? m_device.store()
                                    : m_copies[static_cast<std::size_t>(device)]->store;
}

template <class Real>
void RankTeam<Real>::collect(Collected what)
{
    const std::vector<std::string> all =
        m_world.gather(packedDevice(m_device.record(), m_device.store(), what));
    for (std::size_t rank = 1; rank < all.size(); ++rank) {
        std::unique_ptr<Copy> &copy = m_copies[rank];
        if (!copy)
            copy = std::make_unique<Copy>(
                Copy{{}, WeightStore<Real>(this->layout(), m_optimizer, static_cast<int>(rank))});
        unpackDevice(all[rank], copy->record, copy->store);
    }
}

template class RankTeam<float>;
template class RankTeam<double>;

} // namespace app
