// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mpi/rank_team.h"

#include "core/live/compute/blas.h"

#include <cassert>
#include <cstring>
#include <span>
#include <string_view>
#include <type_traits>

namespace app {
namespace {

using namespace core::live;

// Numbers one after the other, as they lie in memory: the ranks of a run are the same program.
class Packed
{
public:
    template <class T>
    void add(const std::vector<T> &values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::uint64_t count = values.size();
        put(&count, sizeof count);
        put(values.data(), values.size() * sizeof(T));
    }
    [[nodiscard]] const std::string &text() const { return m_text; }

private:
    void put(const void *data, std::size_t size)
    {
        if (size > 0)
            m_text.append(static_cast<const char *>(data), size);
    }
    std::string m_text;
};

class Unpacked
{
public:
    explicit Unpacked(std::string_view text) : m_text(text) {}

    template <class T>
    [[nodiscard]] std::vector<T> next()
    {
        std::uint64_t count = 0;
        take(&count, sizeof count);
        std::vector<T> values(count);
        take(values.data(), count * sizeof(T));
        return values;
    }

private:
    void take(void *data, std::size_t size)
    {
        assert(size <= m_text.size());
        if (size > 0)
            std::memcpy(data, m_text.data(), size);
        m_text.remove_prefix(size);
    }
    std::string_view m_text;
};

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

template <class Real>
std::string packedDevice(const DeviceRecord &record, const WeightStore<Real> &store)
{
    std::vector<Real> weights;
    store.copyHeld(weights);
    Packed packed;
    packed.add(record.begin);
    packed.add(record.end);
    packed.add(record.cost);
    packed.add(record.activations);
    packed.add(record.fullest);
    packed.add(weights);
    packed.add(store.copyOfGradients());
    return packed.text();
}

template <class Real>
void unpackDevice(std::string_view text, DeviceRecord &record, WeightStore<Real> &store)
{
    Unpacked unpacked(text);
    record.begin = unpacked.next<std::int64_t>();
    record.end = unpacked.next<std::int64_t>();
    record.cost = unpacked.next<std::int64_t>();
    record.activations = unpacked.next<core::Bytes>();
    record.fullest = unpacked.next<core::Bytes>();
    store.setHeld(unpacked.next<Real>());
    store.setGradients(unpacked.next<std::byte>());
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
void RankTeam<Real>::collect()
{
    const std::vector<std::string> all =
        m_world.gather(packedDevice(m_device.record(), m_device.store()));
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
