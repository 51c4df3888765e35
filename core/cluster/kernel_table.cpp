// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster/kernel_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core {
namespace {

constexpr std::size_t kSizes = kProductSizes.size();

// Where a size lies among the measured ones.
struct Place
{
    std::size_t below = 0;
    double weight = 0; // of the one above; less than 0 below the smallest
    double beyond = 1; // times the largest
};

Place placeOf(double size)
{
    const double largest = kProductSizes.back();
    const double within = std::min(size, largest);
    Place place;
    while (place.below + 2 < kSizes && within > kProductSizes[place.below + 1])
        ++place.below;
    const double low = kProductSizes[place.below];
    const double high = kProductSizes[place.below + 1];
    place.weight = std::log(within / low) / std::log(high / low);
    place.beyond = size / within;
    return place;
}

bool areTimes(const std::vector<double> &times, double above)
{
    constexpr double kMost = 1e15;
    return std::ranges::all_of(times,
                               [above](double time) { return time >= above && time < kMost; });
}

bool areProducts(const std::vector<double> &times)
{
    return times.size() == productCount() && areTimes(times, std::numeric_limits<double>::min());
}

double interpolated(const std::vector<double> &times, ProductKind kind,
                    const std::array<Place, 3> &places)
{
    double logarithm = 0;
    for (unsigned corner = 0; corner < 8; ++corner) {
        double weight = 1;
        std::size_t at[3];
        for (unsigned i = 0; i < 3; ++i) {
            const bool above = (corner >> i & 1U) != 0;
            weight *= above ? places[i].weight : 1 - places[i].weight;
            at[i] = places[i].below + (above ? 1 : 0);
        }
        logarithm += weight * std::log(times[productIndex(kind, at[0], at[1], at[2])]);
    }
    return std::exp(logarithm) * places[0].beyond * places[1].beyond * places[2].beyond;
}

} // namespace

bool isComplete(const KernelTable &table)
{
    const bool hasNear = !table.nearProducts.empty();
    if (!hasNear && (!table.nearElements.empty() || !table.farness.empty()))
        return false;
    if (table.products.empty() && table.elements.empty())
        return !hasNear;
    const bool all = table.elements.size() == kKernels;
    if (!areProducts(table.products) || (!all && table.elements.size() != kFirstKernels) ||
        !areTimes(table.elements, 0))
        return false;
    return !hasNear ||
           (all && areProducts(table.nearProducts) && table.nearElements.size() == kKernels &&
            areTimes(table.nearElements, 0) && table.farness.size() == kWorkingSets.size() &&
            std::ranges::all_of(table.farness,
                                [](double share) { return share >= 0 && share <= 1; }));
}

std::size_t productIndex(ProductKind kind, std::size_t rows, std::size_t columns, std::size_t inner)
{
    return ((static_cast<std::size_t>(kind) * kSizes + rows) * kSizes + columns) * kSizes + inner;
}

// Between two sizes by their logarithms.
double farnessOf(const KernelTable &table, double workingSet)
{
    if (table.farness.empty())
        return 1;
    const auto above = std::ranges::lower_bound(kWorkingSets, workingSet);
    if (above == kWorkingSets.begin())
        return table.farness.front();
    if (above == kWorkingSets.end())
        return table.farness.back();
    const auto at = static_cast<std::size_t>(above - kWorkingSets.begin());
    const double low = kWorkingSets[at - 1];
    const double weight = std::log(workingSet / low) / std::log(kWorkingSets[at] / low);
    return std::lerp(table.farness[at - 1], table.farness[at], weight);
}

double productNanos(const KernelTable &table, ProductKind kind, double rows, double columns,
                    double inner, double farness)
{
    const std::array<Place, 3> places = {placeOf(rows), placeOf(columns), placeOf(inner)};
    const double far = interpolated(table.products, kind, places);
    if (farness >= 1 || table.nearProducts.empty())
        return far;
    return std::lerp(interpolated(table.nearProducts, kind, places), far, farness);
}

double elementNanos(const KernelTable &table, Kernel kernel, double farness)
{
    const auto at = static_cast<std::size_t>(kernel);
    if (at >= table.elements.size())
        return 0;
    const double far = table.elements[at];
    return table.nearElements.empty() ? far : std::lerp(table.nearElements[at], far, farness);
}

} // namespace core
