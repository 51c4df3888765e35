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

template <class Real>
double valueAt(Team<Real> &team, int device, std::size_t element, What what)
{
    WeightStore<Real> &store = team.device(device).store();
    if (what == What::Gradients)
        return store.gradients().at(element);
    return static_cast<double>(store.weights(element, element + 1).front());
}

template <class Real>
void collectUnit(Team<Real> &team, int replica, int unit, What what, Tensors &tensors)
{
    const Layout &layout = team.layout();
    const auto stage = static_cast<std::size_t>(
        std::ranges::find_if(layout.units, [&](Range range) { return unit < range.end; }) -
        layout.units.begin());
    for (int partner = 0; partner < layout.partners; ++partner) {
        const int rank = layout.order.routes.front()[stage];
        // Holders of a unit may hold it at different places beside others.
        const Holding holding = holdingOf(layout, layout.device(replica, rank, partner));
        const HeldUnit &held = *holding.find(unit);
        for (const Told &told : tellersOf(layout, replica, partner, held, what)) {
            const HeldUnit &there = *team.device(told.device).store().holding().find(unit);
            for (const LocalTensor &tensor : held.slices.tensors) {
                std::vector<double> &whole = tensors[static_cast<std::size_t>(tensor.whole.number)];
                if (unit > 0 && tensor.whole.number == 0)
                    continue; // the copy of a tied table
                for (std::size_t i = 0; i < tensor.size(); ++i) {
                    const std::size_t element = held.offset + tensor.offset + i;
                    if (element < told.begin || element >= told.end)
                        continue;
                    whole[static_cast<std::size_t>(tensor.elementOfWhole(i))] =
                        valueAt(team, told.device, there.offset + tensor.offset + i, what);
                }
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

template <class Real>
std::string fingerprint(Team<Real> &team, int replica)
{
    std::uint64_t hash = 0;
    for (const std::vector<double> &tensor : collectWeights(team, replica)) {
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
template std::string fingerprint(Team<float> &, int);
template std::string fingerprint(Team<double> &, int);

} // namespace core::live
