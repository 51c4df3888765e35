// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/measure_products.h"

#include "core/live/compute/blas.h"
#include "core/live/session/memory_pool.h"

#include <algorithm>

namespace core::live {
namespace {

constexpr int kStretches = 5; // of many sizes, which smooth each other
constexpr int kWayStretches = 15;
constexpr double kNear = kWorkingSets.front(); // bytes
constexpr double kFar = kWorkingSets.back();

struct Sizes
{
    int rows = 0;
    int columns = 0;
    int inner = 0;
};

std::size_t area(int rows, int columns)
{
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

class ProductMeter
{
public:
    explicit ProductMeter(PacedTimer &timer)
        : m_timer(timer), m_weights(kWeights, kReach), m_left(kActivations, kReach),
          m_right(kActivations, kReach)
    {}

    // In so many bytes of memory, or in as many as it needs.
    double time(ProductKind kind, const Sizes &sizes, double workingSet, int stretches)
    {
        keepTo(workingSet);
        return m_timer.medianTime([&] { multiplyNext(kind, sizes); }, stretches);
    }

private:
    void keepTo(double workingSet)
    {
        const auto part = [workingSet](std::size_t of) {
            return static_cast<std::size_t>(static_cast<double>(of) * workingSet / kFar);
        };
        m_weights.keepTo(part(kWeights));
        m_left.keepTo(part(kActivations));
        m_right.keepTo(part(kActivations));
    }

    void multiplyNext(ProductKind kind, const Sizes &sizes)
    {
        const auto [rows, columns, inner] = sizes;
        const std::size_t left = area(rows, inner);
        const std::size_t right = area(inner, columns);
        const std::size_t result = area(rows, columns);
        switch (kind) {
        case ProductKind::Plain:
            multiply<float>({m_right.next(result), rows, columns, columns},
                            {m_left.next(left), rows, inner, inner}, Transpose::No,
                            {m_weights.next(right), inner, columns, columns}, Transpose::No);
            break;
        case ProductKind::RightAcross:
            multiply<float>({m_right.next(result), rows, columns, columns},
                            {m_left.next(left), rows, inner, inner}, Transpose::No,
                            {m_weights.next(right), columns, inner, inner}, Transpose::Yes);
            break;
        case ProductKind::LeftAcross:
            multiply<float>({m_weights.next(result), rows, columns, columns},
                            {m_left.next(left), inner, rows, rows}, Transpose::Yes,
                            {m_right.next(right), inner, columns, columns}, Transpose::No,
                            Into::Add);
            break;
        }
    }

    // No less than the largest product needs of each; together the most of the working sets.
    static constexpr std::size_t kWeights = 1U << 19U;     // elements, 2 MB
    static constexpr std::size_t kActivations = 1U << 17U; // 512 kB
    static_assert(kProductSizes.back() * kProductSizes.back() <= kActivations);
    static_assert((kWeights + 2 * kActivations) * sizeof(float) == static_cast<std::size_t>(kFar));
    static constexpr double kReach = 1e-3; // sums stay small

    PacedTimer &m_timer;
    MemoryPool m_weights;
    MemoryPool m_left;
    MemoryPool m_right;
};

// What the largest ones read and write is more than is near anywhere.
bool canBeNear(const Sizes &sizes)
{
    return std::max({sizes.rows, sizes.columns, sizes.inner}) < kProductSizes.back();
}

// Of products as layers of small networks have them, all kinds together. It does not come nearer
// as more is passed through.
std::vector<double> measureFarness(ProductMeter &meter)
{
    constexpr Sizes kUsual = {16, 48, 48};
    std::vector<double> times;
    for (const double workingSet : kWorkingSets) {
        double sum = 0;
        for (int kind = 0; kind < kProductKinds; ++kind)
            sum += meter.time(static_cast<ProductKind>(kind), kUsual, workingSet, kWayStretches);
        times.push_back(times.empty() ? sum : std::max(sum, times.back()));
    }
    const double near = times.front();
    const double way = times.back() - near;
    for (double &time : times)
        time = way > 0 ? (time - near) / way : 0;
    times.back() = 1; // also where near and far are the same
    return times;
}

} // namespace

bool measureProducts(PacedTimer &timer, const std::stop_token &stop, KernelTable &table)
{
    ProductMeter meter(timer);
    for (int kind = 0; kind < kProductKinds; ++kind) {
        for (const int rows : kProductSizes) {
            for (const int columns : kProductSizes) {
                for (const int inner : kProductSizes) {
                    if (stop.stop_requested())
                        return false;
                    const Sizes sizes = {rows, columns, inner};
                    const auto time = [&](double workingSet) {
                        return meter.time(static_cast<ProductKind>(kind), sizes, workingSet,
                                          kStretches);
                    };
                    const double far = time(kFar);
                    table.products.push_back(far);
                    table.nearProducts.push_back(canBeNear(sizes) ? std::min(far, time(kNear))
                                                                  : far);
                }
            }
        }
    }
    table.farness = measureFarness(meter);
    return true;
}

} // namespace core::live
