// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/weight_store.h"

#include "core/live/program/collective.h"

#include <algorithm>

namespace core::live {

template <class Real>
WeightStore<Real>::WeightStore(const Layout &layout, const OptimizerSpec &optimizer, int device)
    : m_holding(holdingOf(layout, device)), m_shared(layout.shards == 3),
      m_weights(m_shared ? 0 : m_holding.size), m_gradients(m_holding.size, layout.accumulation),
      m_updatedCount(layout.shards > 0 ? findShares(layout, device) : m_holding.size),
      m_optimizer(optimizer, m_updatedCount), m_moments(momentsOf(optimizer.kind))
{
    start(layout.network);
}

// Elements of all of them together.
template <class Real>
std::size_t WeightStore<Real>::findShares(const Layout &layout, int device)
{
    std::size_t count = 0;
    for (const HeldUnit &unit : m_holding.units) {
        const std::vector<int> holders = holdersOf(layout, unit.stage, layout.partnerOf(device));
        const auto place = static_cast<int>(std::ranges::find(holders, device) - holders.begin());
        const Instruction range = {.begin = unit.offset, .end = unit.offset + unit.slices.size};
        const Instruction own = chunkOf({holders, place, range}, place);
        if (m_shared)
            m_shares.push_back({own.begin, Buffer<Real>(own.size()), {}});
        m_updated.push_back({own.begin, count});
        count += own.size();
    }
    return count;
}

template <class Real>
void WeightStore<Real>::start(const NetworkSpec &network)
{
    for (const HeldUnit &unit : m_holding.units) {
        if (m_shared)
            gather(unit);
        Real *weights = unitWeights(unit);
        for (const LocalTensor &tensor : unit.slices.tensors) {
            for (std::size_t i = 0; i < tensor.size(); ++i)
                weights[tensor.offset + i] =
                    static_cast<Real>(startValue(network, tensor.whole, tensor.elementOfWhole(i)));
        }
        if (!m_shared)
            continue;
        Share &share = m_shares[unitAt(unit.offset)];
        std::copy_n(share.whole.data() + (share.begin - unit.offset), share.values.size(),
                    share.values.data());
        drop(unit);
    }
}

template <class Real>
std::size_t WeightStore<Real>::unitAt(std::size_t element) const
{
    const auto behind = std::ranges::upper_bound(m_holding.units, element, {}, &HeldUnit::offset);
    return static_cast<std::size_t>(behind - m_holding.units.begin()) - 1;
}

template <class Real>
Real *WeightStore<Real>::unitWeights(const HeldUnit &unit)
{
    return m_shared ? m_shares[unitAt(unit.offset)].whole.data() : m_weights.data() + unit.offset;
}

template <class Real>
std::span<Real> WeightStore<Real>::weights(std::size_t begin, std::size_t end)
{
    if (!m_shared)
        return m_weights.all().subspan(begin, end - begin);
    const std::size_t unit = unitAt(begin);
    Share &share = m_shares[unit];
    if (share.whole.empty())
        return share.values.all().subspan(begin - share.begin, end - begin);
    return share.whole.all().subspan(begin - m_holding.units[unit].offset, end - begin);
}

template <class Real>
std::span<std::byte> WeightStore<Real>::gradientBytesAt(std::size_t begin, std::size_t end)
{
    if (m_gradients.accumulation() == Accumulation::Exact)
        return std::as_writable_bytes(m_gradients.exact().subspan(begin, end - begin));
    return std::as_writable_bytes(m_gradients.plain().subspan(begin, end - begin));
}

template <class Real>
void WeightStore<Real>::addTiedLocally()
{
    const HeldUnit &first = m_holding.units.front();
    const HeldUnit &last = m_holding.units.back();
    const LocalTensor &table = first.slices.tensors.front();
    const std::size_t other = last.offset + last.slices.tensors.back().offset;
    const auto sum = [&](auto values) {
        for (std::size_t i = 0; i < table.size(); ++i)
            values[other + i] = values[first.offset + i] += values[other + i];
    };
    if (m_gradients.accumulation() == Accumulation::Exact)
        sum(m_gradients.exact());
    else
        sum(m_gradients.plain());
}

template <class Real>
void WeightStore<Real>::gather(const HeldUnit &unit)
{
    Share &share = m_shares[unitAt(unit.offset)];
    share.whole = Buffer<Real>(unit.slices.size);
    std::ranges::copy(share.values.all(), share.whole.data() + (share.begin - unit.offset));
}

template <class Real>
void WeightStore<Real>::drop(const HeldUnit &unit)
{
    m_shares[unitAt(unit.offset)].whole = {};
}

template <class Real>
void WeightStore<Real>::borrow(std::size_t begin, std::size_t end,
                               std::span<const std::byte> gradients)
{
    const auto behind = std::ranges::upper_bound(m_borrowed, begin, {}, &Borrowed::begin);
    m_borrowed.insert(behind, {begin, end, gradients});
}

template <class Real>
std::span<const std::byte> WeightStore<Real>::gradientsToLend(std::size_t begin, std::size_t end)
{
    const auto found = std::ranges::find_if(m_borrowed, [&](const Borrowed &piece) {
        return piece.begin == begin && piece.end == end;
    });
    return found == m_borrowed.end() ? gradientBytesAt(begin, end) : found->gradients;
}

template <class Real>
void WeightStore<Real>::update(std::size_t begin, std::size_t end, int step, bool clears)
{
    if (begin == end)
        return;
    if (m_gradients.accumulation() == Accumulation::Exact)
        update(begin, end, m_gradients.exact(), step, clears);
    else
        update(begin, end, m_gradients.plain(), step, clears);
}

// Gradients are cleared while they are in the nearest cache.
template <class Real>
template <class Gradient>
void WeightStore<Real>::update(std::size_t begin, std::size_t end, std::span<Gradient> gradients,
                               int step, bool clears)
{
    const std::span<Real> range = weights(begin, end);
    std::size_t moments = begin;
    if (!m_updated.empty()) {
        const Updated &own = m_updated[unitAt(begin)];
        moments = own.moments + (begin - own.begin);
    }
    const auto part = [&](std::size_t from, std::size_t to, const Gradient *values) {
        const std::size_t at = from - begin;
        m_optimizer.template update<Gradient>(moments + at, to - from, range.data() + at, values,
                                              step);
    };
    std::size_t at = begin;
    for (const Borrowed &piece : m_borrowed) {
        if (piece.begin < begin || piece.end > end)
            continue;
        part(at, piece.begin, gradients.data() + at);
        part(piece.begin, piece.end, reinterpret_cast<const Gradient *>(piece.gradients.data()));
        at = piece.end;
    }
    constexpr std::size_t kBlock = 2048;
    while (at < end) {
        const std::size_t size = std::min(kBlock, end - at);
        part(at, at + size, gradients.data() + at);
        if (clears)
            std::fill_n(gradients.data() + at, size, Gradient{0});
        at += size;
    }
}

template <class Real>
void WeightStore<Real>::copyHeld(std::vector<Real> &values) const
{
    values.assign(m_weights.all().begin(), m_weights.all().end());
    for (const Share &share : m_shares)
        values.insert(values.end(), share.values.all().begin(), share.values.all().end());
}

template <class Real>
void WeightStore<Real>::setHeld(std::span<const Real> values)
{
    const auto take = [&values](std::span<Real> to) {
        std::ranges::copy(values.first(to.size()), to.begin());
        values = values.subspan(to.size());
    };
    take(m_weights.all());
    for (Share &share : m_shares)
        take(share.values.all());
}

template <class Real>
std::vector<std::byte> WeightStore<Real>::copyOfGradients() const
{
    const std::span<const std::byte> bytes = m_gradients.bytes();
    return {bytes.begin(), bytes.end()};
}

template <class Real>
void WeightStore<Real>::setGradients(std::span<const std::byte> bytes)
{
    std::ranges::copy(bytes, m_gradients.bytes().begin());
}

template <class Real>
Bytes WeightStore<Real>::weightBytes() const
{
    std::size_t elements = m_weights.size();
    for (const Share &share : m_shares)
        elements += share.values.size() + share.whole.size();
    return {static_cast<std::int64_t>(elements * sizeof(Real))};
}

template <class Real>
Bytes WeightStore<Real>::gradientBytes() const
{
    const bool exact = m_gradients.accumulation() == Accumulation::Exact;
    return {
        static_cast<std::int64_t>(m_gradients.size() * (exact ? sizeof(double) : sizeof(Real)))};
}

template <class Real>
Bytes WeightStore<Real>::optimizerBytes() const
{
    return {static_cast<std::int64_t>(m_updatedCount * sizeof(Real)) * m_moments};
}

template class WeightStore<float>;
template class WeightStore<double>;

} // namespace core::live
