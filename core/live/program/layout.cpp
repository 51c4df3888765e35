// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/program/layout.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>

namespace core::live {
namespace {

std::size_t rowsOf(const Layout &layout)
{
    return static_cast<std::size_t>(layout.samples) *
           static_cast<std::size_t>(targetsPerSample(layout.network));
}

// "1 stage", "2 stages"
std::string counted(int count, const std::string &noun)
{
    return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

// "3 layers", "6 parts (embedding, 4 layers, head)"
std::string partsText(const NetworkSpec &network)
{
    if (network.kind == NetworkKind::Mlp)
        return counted(unitCount(network), "layer");
    return counted(unitCount(network), "part") + " (embedding, " +
           counted(network.layers, "layer") + ", head)";
}

Status tooManyPartners(const std::string &with, int have, int partners)
{
    return Error{"A network with " + with + " cannot be cut over " +
                 counted(partners, "tensor partner") + "; use at most " + counted(have, "partner") +
                 '.'};
}

// Best cut of units [0, n) into stages: dynamic programming over (stages, units).
struct Cut
{
    static constexpr std::int64_t kNone = std::numeric_limits<std::int64_t>::max();

    std::int64_t largest = kNone; // parameters; kNone: these units cannot be cut so
    double squares = 0;
    std::vector<int> sizes;

    [[nodiscard]] auto key() const { return std::tie(largest, squares, sizes); }
};

std::vector<std::int64_t> unitParameters(const NetworkSpec &network)
{
    std::vector<std::int64_t> parameters;
    for (int unit = 0; unit < unitCount(network); ++unit) {
        std::int64_t sum = 0;
        for (const TensorSpec &tensor : tensorsOf(network, unit))
            sum += tensor.size();
        parameters.push_back(sum);
    }
    return parameters;
}

Cut withStage(const Cut &before, std::int64_t stage, int size)
{
    Cut cut = before;
    cut.largest = std::max(before.largest, stage);
    cut.squares += static_cast<double>(stage) * static_cast<double>(stage);
    cut.sizes.push_back(size);
    return cut;
}

} // namespace

Status check(const Layout &layout)
{
    const int units = unitCount(layout.network);
    if (layout.order.stages > units)
        return Error{"A network of " + partsText(layout.network) + " cannot be cut into " +
                     counted(layout.order.stages, "stage") + "; use at most " +
                     counted(units, "stage") + ", or more layers."};
    if (layout.network.kind == NetworkKind::Gpt && layout.partners > layout.network.heads)
        return tooManyPartners(counted(layout.network.heads, "attention head"),
                               layout.network.heads, layout.partners);
    if (layout.network.kind == NetworkKind::Mlp) {
        const auto &sizes = layout.network.sizes;
        const int narrowest = *std::min_element(sizes.begin() + 1, sizes.end());
        if (layout.partners > narrowest)
            return tooManyPartners(counted(narrowest, "column") + " in its narrowest layer",
                                   narrowest, layout.partners);
    }
    return Status{std::monostate{}};
}

int Layout::stageOf(int unit) const
{
    const auto stage = std::ranges::find_if(
        units, [unit](Range range) { return unit >= range.begin && unit < range.end; });
    return static_cast<int>(stage - units.begin());
}

const HeldUnit *Holding::find(int unit) const
{
    const auto found = std::ranges::find(units, unit, &HeldUnit::unit);
    return found == units.end() ? nullptr : &*found;
}

Holding holdingOf(const Layout &layout, int device)
{
    Holding holding;
    const int rank = layout.rankOf(device);
    for (int stage = 0; stage < layout.order.stages; ++stage) {
        const bool held = std::ranges::any_of(layout.order.routes, [&](const auto &route) {
            return route[static_cast<std::size_t>(stage)] == rank;
        });
        if (!held)
            continue;
        const Range range = layout.units[static_cast<std::size_t>(stage)];
        for (int unit = range.begin; unit < range.end; ++unit) {
            UnitSlices slices =
                slicesOf(layout.network, unit, layout.partnerOf(device), layout.partners);
            const std::size_t size = slices.size;
            holding.units.push_back({unit, stage, std::move(slices), holding.size});
            holding.size += size;
        }
    }
    return holding;
}

std::vector<int> holdersOf(const Layout &layout, int stage, int partner)
{
    std::vector<int> ranks;
    for (const auto &route : layout.order.routes) {
        const int rank = route[static_cast<std::size_t>(stage)];
        if (std::ranges::find(ranks, rank) == ranks.end())
            ranks.push_back(rank);
    }
    std::ranges::sort(ranks);
    std::vector<int> devices;
    for (int replica = 0; replica < layout.replicas; ++replica) {
        for (const int rank : ranks)
            devices.push_back(layout.device(replica, rank, partner));
    }
    return devices;
}

std::size_t outputSize(const Layout &layout, int unit)
{
    const NetworkSpec &network = layout.network;
    const int width = network.kind == NetworkKind::Mlp
                          ? network.sizes[static_cast<std::size_t>(unit) + 1]
                          : network.hidden;
    return rowsOf(layout) * static_cast<std::size_t>(width);
}

PassShape passShape(const Layout &layout, int unit, UnitPass pass)
{
    const UnitExchange exchange = unitExchange(layout.network, unit, pass, layout.samples);
    const bool block = isBlock(layout.network, unit);
    if (exchange.elements == 0 || (layout.partners == 1 && !block))
        return {};
    return {block ? 3 : 2, exchange.gathers, static_cast<std::size_t>(exchange.elements)};
}

std::vector<Range> balancedUnits(const NetworkSpec &network, int stages)
{
    const std::vector<std::int64_t> parameters = unitParameters(network);
    const auto units = static_cast<int>(parameters.size());
    // best[u]: of units [0, u) in the number of stages so far
    std::vector<Cut> best(static_cast<std::size_t>(units) + 1);
    best[0].largest = 0;
    for (int stage = 0; stage < stages; ++stage) {
        std::vector<Cut> next(best.size());
        for (int end = stage + 1; end <= units; ++end) {
            std::int64_t sum = 0;
            for (int begin = end - 1; begin >= stage; --begin) {
                sum += parameters[static_cast<std::size_t>(begin)];
                const Cut &before = best[static_cast<std::size_t>(begin)];
                if (before.largest == Cut::kNone)
                    continue;
                Cut cut = withStage(before, sum, end - begin);
                Cut &known = next[static_cast<std::size_t>(end)];
                if (cut.key() < known.key())
                    known = std::move(cut);
            }
        }
        best = std::move(next);
    }
    std::vector<Range> ranges;
    int begin = 0;
    for (const int size : best.back().sizes) {
        ranges.push_back({begin, begin + size});
        begin += size;
    }
    return ranges;
}

} // namespace core::live
