// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/run/collect.h"

#include "core/live/network/counter_random.h"
#include "core/live/program/collective.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdio>

namespace core::live {
namespace {

enum class What : bool { Weights, Gradients };

// Elements [begin, end) of a device's weights that it reports.
struct Told
{
    int device = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Which device reports a unit: one, or where it is sharded each its shard.
std::vector<Told> tellersOf(const Layout &layout, int replica, int partner, const HeldUnit &unit,
                            What what)
{
    const std::size_t end = unit.offset + unit.slices.size;
    const bool shared = what == What::Weights ? layout.shards == 3 : layout.shards > 0;
    const std::vector<int> holders = holdersOf(layout, unit.stage, partner);
    if (!shared || holders.size() == 1) {
        const int rank = layout.order.routes.front()[static_cast<std::size_t>(unit.stage)];
        return {{layout.device(replica, rank, partner), unit.offset, end}};
    }
    std::vector<Told> tellers;
    for (std::size_t place = 0; place < holders.size(); ++place) {
        const Instruction range = {.begin = unit.offset, .end = end};
        const Instruction own = chunkOf({holders, 0, range}, static_cast<int>(place));
        tellers.push_back({holders[place], own.begin, own.end});
    }
    return tellers;
}

// Elements of a tensor as they lie on a device: those that it tells, into the whole.
template <class Real>
void copyTold(WeightStore<Real> &store, std::size_t begin, std::size_t first, std::size_t end,
              const LocalTensor &tensor, What what, std::vector<double> &whole)
{
    if (what == What::Gradients) {
        for (std::size_t i = first; i < end; ++i)
            whole[static_cast<std::size_t>(tensor.elementOfWhole(i))] =
                store.gradients().at(begin + i);
        return;
    }
    const std::span<const Real> told = store.weights(begin + first, begin + end);
    if (tensor.size() == whole.size()) {
        std::ranges::copy(told, whole.begin() + static_cast<std::ptrdiff_t>(first));
        return;
    }
    for (std::size_t i = first; i < end; ++i)
        whole[static_cast<std::size_t>(tensor.elementOfWhole(i))] = told[i - first];
}

template <class Real>
void collectUnit(Team<Real> &team, int replica, int unit, What what, Tensors &tensors)
{
    const Layout &layout = team.layout();
    const auto stage = static_cast<std::size_t>(layout.stageOf(unit));
    for (int partner = 0; partner < layout.partners; ++partner) {
        const int rank = layout.order.routes.front()[stage];
        // Holders of a unit may hold it at different places beside others.
        const HeldUnit &held =
            *team.store(layout.device(replica, rank, partner)).holding().find(unit);
        for (const Told &told : tellersOf(layout, replica, partner, held, what)) {
            WeightStore<Real> &store = team.store(told.device);
            const std::size_t there = store.holding().find(unit)->offset;
            for (const LocalTensor &tensor : held.slices.tensors) {
                if (unit > 0 && tensor.whole.number == 0)
                    continue; // the copy of a tied table
                const std::size_t begin = held.offset + tensor.offset;
                const std::size_t first = std::max(told.begin, begin) - begin;
                const std::size_t end = std::min(told.end, begin + tensor.size());
                if (begin + first < end)
                    copyTold(store, there + tensor.offset, first, end - begin, tensor, what,
                             tensors[static_cast<std::size_t>(tensor.whole.number)]);
            }
        }
    }
}

template <class Real>
Tensors collect(Team<Real> &team, int replica, What what)
{
    const NetworkSpec &network = team.layout().network;
    Tensors tensors;
    for (const TensorSpec &tensor : allTensors(network))
        tensors.emplace_back(static_cast<std::size_t>(tensor.size()));
    for (int unit = 0; unit < unitCount(network); ++unit)
        collectUnit(team, replica, unit, what, tensors);
    return tensors;
}

} // namespace

template <class Real>
Tensors collectWeights(Team<Real> &team, int replica)
{
    return collect(team, replica, What::Weights);
}

template <class Real>
Tensors collectGradients(Team<Real> &team, int replica)
{
    return collect(team, replica, What::Gradients);
}

namespace {

// float to double keeps all bits
std::uint64_t mixedWith(std::uint64_t hash, double value)
{
    return mix(hash ^ std::bit_cast<std::uint64_t>(value));
}

std::string hexadecimal(std::uint64_t hash)
{
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

} // namespace

template <class Real>
std::string fingerprintOf(std::span<const Real> values)
{
    std::uint64_t hash = 0;
    for (const Real value : values)
        hash = mixedWith(hash, static_cast<double>(value));
    return hexadecimal(hash);
}

std::string fingerprintOf(const Tensors &tensors)
{
    std::uint64_t hash = 0;
    for (const std::vector<double> &tensor : tensors) {
        for (const double value : tensor)
            hash = mixedWith(hash, value);
    }
    return hexadecimal(hash);
}

template std::string fingerprintOf(std::span<const float>);
template std::string fingerprintOf(std::span<const double>);
template Tensors collectWeights(Team<float> &, int);
template Tensors collectWeights(Team<double> &, int);
template Tensors collectGradients(Team<float> &, int);
template Tensors collectGradients(Team<double> &, int);

} // namespace core::live
