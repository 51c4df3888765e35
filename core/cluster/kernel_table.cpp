// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cluster/kernel_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core {
namespace {

// Where a size lies among the measured ones.
struct Place
{
    std::size_t below = 0;
    double weight = 0; // of the one above; less than 0 below the smaller of the two
    double least = 1;  // of the time at the smaller, which the size then has
    double beyond = 1; // times the largest
};

// Among those from the first on.
Place placeOf(double size, std::span<const int> sizes, std::size_t first = 0)
{
    const double within = std::min<double>(size, sizes.back());
    Place place;
    place.below = first;
    while (place.below + 2 < sizes.size() && within > sizes[place.below + 1])
        ++place.below;
    const double low = sizes[place.below];
    const double high = sizes[place.below + 1];
    place.weight = (within - low) / (high - low);
    place.least = std::min(within / low, 1.0);
    place.beyond = size / within;
    return place;
}

// Libraries multiply several rows at once, four as a rule, and what is left over takes a kernel of
// its own: 8 and 12 rows lie on the line of larger sizes, and 10 far above it.
std::size_t firstOfRows(double rows, std::span<const int> sizes)
{
    constexpr double kRowsAtOnce = 4;
    const bool leavesSome = std::fmod(sizes.front(), kRowsAtOnce) > 0;
    return leavesSome && std::fmod(rows, kRowsAtOnce) == 0 ? 1 : 0;
}

bool areTimes(const std::vector<double> &times, double above)
{
    constexpr double kMost = 1e15;
    return std::ranges::all_of(times,
                               [above](double time) { return time >= above && time < kMost; });
}

bool areProducts(const std::vector<double> &times)
{
    return (times.size() == productCount(kProductSizes) ||
            times.size() == productCount(kFirstProductSizes)) &&
           areTimes(times, std::numeric_limits<double>::min());
}

// Of a scenario that was written before more sizes were measured.
bool isFirst(const KernelTable &table)
{
    return table.products.size() == productCount(kFirstProductSizes);
}

// Between two neighbours. Below the smallest, where the line may come to nothing, at least in
// proportion to the size.
double along(const Place &place, double below, double above)
{
    const double time = std::lerp(below, above, place.weight);
    return place.weight < 0 ? std::max(time, below * place.least) : time;
}

double interpolated(const std::vector<double> &times, std::span<const int> sizes, ProductKind kind,
                    const std::array<Place, 3> &places)
{
    const auto at = [&](std::size_t row, std::size_t column, std::size_t inner) {
        const std::size_t n = sizes.size();
        return times[((static_cast<std::size_t>(kind) * n + row) * n + column) * n + inner];
    };
    const auto &[rows, columns, inner] = places;
    const auto ofRow = [&](std::size_t row) {
        const auto ofColumn = [&](std::size_t column) {
            return along(inner, at(row, column, inner.below), at(row, column, inner.below + 1));
        };
        return along(columns, ofColumn(columns.below), ofColumn(columns.below + 1));
    };
    return along(rows, ofRow(rows.below), ofRow(rows.below + 1)) * rows.beyond * columns.beyond *
           inner.beyond;
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
    return !hasNear || (all && areTimes(table.nearProducts, std::numeric_limits<double>::min()) &&
                        table.nearProducts.size() == table.products.size() &&
                        table.nearElements.size() == kKernels && areTimes(table.nearElements, 0) &&
                        table.farness.size() == workingSetsOf(table).size() &&
                        std::ranges::all_of(table.farness,
                                            [](double share) { return share >= 0 && share <= 1; }));
}

std::span<const int> productSizesOf(const KernelTable &table)
{
    return isFirst(table) ? std::span<const int>(kFirstProductSizes) : kProductSizes;
}

std::span<const double> workingSetsOf(const KernelTable &table)
{
    return isFirst(table) ? std::span<const double>(kFirstWorkingSets) : kWorkingSets;
}

// Between two sizes by their logarithms.
double farnessOf(const KernelTable &table, double workingSet)
{
    if (table.farness.empty())
        return 1;
    const std::span<const double> sets = workingSetsOf(table);
    const auto above = std::ranges::lower_bound(sets, workingSet);
    if (above == sets.begin())
        return table.farness.front();
    if (above == sets.end())
        return table.farness.back();
    const auto at = static_cast<std::size_t>(above - sets.begin());
    const double low = sets[at - 1];
    const double weight = std::log(workingSet / low) / std::log(sets[at] / low);
    return std::lerp(table.farness[at - 1], table.farness[at], weight);
}

double productNanos(const KernelTable &table, ProductKind kind, double rows, double columns,
                    double inner, double farness)
{
    const std::span<const int> sizes = productSizesOf(table);
    const std::array<Place, 3> places = {placeOf(rows, sizes, firstOfRows(rows, sizes)),
                                         placeOf(columns, sizes), placeOf(inner, sizes)};
    const double far = interpolated(table.products, sizes, kind, places);
    if (farness >= 1 || table.nearProducts.empty())
        return far;
    return std::lerp(interpolated(table.nearProducts, sizes, kind, places), far, farness);
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
