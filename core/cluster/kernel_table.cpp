// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster/kernel_table.h"

#include <algorithm>
#include <cmath>

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

} // namespace

bool isComplete(const KernelTable &table)
{
    if (table.products.empty() && table.elements.empty())
        return true;
    constexpr double kMost = 1e15;
    return table.products.size() == productCount() && table.elements.size() == kKernels &&
           std::ranges::all_of(table.products,
                               [](double time) { return time > 0 && time < kMost; }) &&
           std::ranges::all_of(table.elements,
                               [](double time) { return time >= 0 && time < kMost; });
}

std::size_t productIndex(ProductKind kind, std::size_t rows, std::size_t columns, std::size_t inner)
{
    return ((static_cast<std::size_t>(kind) * kSizes + rows) * kSizes + columns) * kSizes + inner;
}

double productNanos(const KernelTable &table, ProductKind kind, double rows, double columns,
                    double inner)
{
    const Place places[] = {placeOf(rows), placeOf(columns), placeOf(inner)};
    double logarithm = 0;
    for (unsigned corner = 0; corner < 8; ++corner) {
        double weight = 1;
        std::size_t at[3];
        for (unsigned i = 0; i < 3; ++i) {
            const bool above = (corner >> i & 1U) != 0;
            weight *= above ? places[i].weight : 1 - places[i].weight;
            at[i] = places[i].below + (above ? 1 : 0);
        }
        logarithm += weight * std::log(table.products[productIndex(kind, at[0], at[1], at[2])]);
    }
    return std::exp(logarithm) * places[0].beyond * places[1].beyond * places[2].beyond;
}

} // namespace core
